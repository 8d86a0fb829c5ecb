import { describe, expect, test } from 'vitest';
import type { TemplateContent } from '../types';
import { previewLetter } from './preview';
import { faultsOf, type Reader, renderLetter } from './render-letter';

const words = { unsubscribe: 'Unsubscribe', preferences: 'Preferences' };
const reader: Reader = {
  profile: { first_name: 'Ada', note: '<b>&"' },
  unsubscribeUrl: 'https://t.example/unsubscribe/a.b',
  preferencesUrl: 'https://t.example/preferences/c.d',
  company: { name: 'Shop & Co', address: '1 High Street\nLeeds' },
};
const content = { locale: 'en' as const, subject: 'Hi {{ profile.first_name }}', preheader: '', html: '<p>News</p>', text: null };
const letterOf = (change: Partial<TemplateContent>, of: Reader = reader) => {
  const letter = renderLetter({ ...content, ...change }, of, words);
  if ('field' in letter) throw new Error(letter.message);
  return letter;
};
const times = (text: string, part: string) => text.split(part).length - 1;

describe('a letter', () => {
  test('always says how to leave, who writes and where to choose', () => {
    const { html, text, subject } = letterOf({});
    expect(subject).toBe('Hi Ada');
    for (const part of [reader.unsubscribeUrl, reader.preferencesUrl, 'Shop &amp; Co', '1 High Street', 'Leeds'])
      expect(times(html, part)).toBe(1);
    for (const part of [reader.unsubscribeUrl, reader.preferencesUrl, 'Shop & Co', '1 High Street', 'Leeds'])
      expect(times(text, part)).toBe(1);
    expect(text.startsWith('News\n')).toBe(true);
  });

  test('adds nothing that the template says itself', () => {
    const own = '<a href="{{ unsubscribe_url }}">x</a><a href="{{ preferences_url }}">y</a><p>{{ company.address }}</p>';
    const { html, text } = letterOf({ html: own });
    expect([times(html, reader.unsubscribeUrl), times(html, reader.preferencesUrl), times(html, 'Leeds')]).toEqual([1, 1, 1]);
    expect(times(text, reader.unsubscribeUrl)).toBe(1);
  });

  test('a link in a branch that is not taken does not count', () => {
    expect(letterOf({ html: '{% if false %}{{ unsubscribe_url }}{% endif %}<p>x</p>' }).html).toContain(reader.unsubscribeUrl);
  });

  test('keeps a document as it is, and puts the footer and the preview line inside', () => {
    const { html } = letterOf({ preheader: 'Now {{ profile.note }}', html: '<html><body class="x"><p>News</p></body></html>' });
    expect(html).toMatch(/^<html><body class="x"><div style="display:none[^>]*>Now &lt;b&gt;&amp;&#34;<\/div><p>News<\/p><div/);
    expect(html.endsWith('</body></html>')).toBe(true);
  });

  test('is written from right to left in Persian', () => {
    expect(renderLetter({ ...content, locale: 'fa' as 'en' }, reader, words)).toMatchObject({
      html: expect.stringContaining('<html lang="fa" dir="rtl">'),
    });
  });

  test('a value cannot add a header or a line to the subject', () => {
    const of = { ...reader, profile: { first_name: 'A\r\nBcc: everybody@example.com\u0000' } };
    expect(letterOf({}, of).subject).toBe('Hi A Bcc: everybody@example.com');
  });

  test('values in a plain part of its own stay as they are', () => {
    expect(letterOf({ text: 'Dear {{ profile.note }}' }).text.startsWith('Dear <b>&"\n')).toBe(true);
  });
});

test('faults are told by part and line', () => {
  expect(faultsOf({ ...content, subject: '{{ x | y }}', html: 'a\n{% if %}' }).map(({ field, line }) => [field, line])).toEqual([
    ['subject', 1],
    ['html', 2],
  ]);
});

test('a preview warns of what this person lacks and of what nobody has', () => {
  const html = '{{ profile.first_name }}{{ profile.city }}{{ profile.frist_name }}{{ nothing }}{{ company.name }}';
  const preview = previewLetter({ ...content, html }, reader, words, new Set(['first_name', 'city']));
  expect(preview).toMatchObject({ missing: ['city'], unknown: ['profile.frist_name', 'nothing'], faults: [] });
  expect(preview.letter?.html).toContain('Ada');
  expect(previewLetter({ ...content, html: '{% if %}' }, reader, words, new Set()).letter).toBeNull();
});
