import { expect, test } from 'vitest';
import { htmlToText } from './html-to-text';

test.each([
  ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
  ['<ul><li>a</li><li>b</li></ul>', '• a\n• b'],
  ['<a href="https://x.example/?a=1&amp;b=2">Go <b>on</b></a>', 'Go on (https://x.example/?a=1&b=2)'],
  ['<a href="https://x.example">https://x.example</a>', 'https://x.example'],
  ['<style>p{}</style><script>x</script><title>t</title>Hi &amp; bye &#x2713; &nbsp;!', 'Hi & bye ✓ !'],
  ['<div style="display:none">secret</div><img src="a" alt="Logo"> x', 'Logo x'],
  ['<p>&lt;script&gt;</p>', '<script>'],
  ['<a href="https://x.example">&lt;b&gt;</a>', '<b> (https://x.example)'],
  ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
  ['<p>سلام</p>', 'سلام'],
])('%s', (html, text) => expect(htmlToText(html)).toBe(text));

test('keeps Liquid as it is written', () => {
  expect(htmlToText('<p>Dear {{ profile.first_name | default: "friend" }},</p>')).toBe(
    'Dear {{ profile.first_name | default: "friend" }},',
  );
});

test.each([
  `<a href="${'x'.repeat(100_000)}`,
  '<style>'.repeat(20_000),
  '<a href=""'.repeat(20_000),
  '<a '.repeat(50_000),
  '&'.repeat(100_000),
  '<'.repeat(100_000),
])('whatever is written, it comes to an end', (html) => expect(typeof htmlToText(html)).toBe('string'));
