import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preferenceUrl, unsubscribeUrl } from '@/features/consent/core/links';
import { appUrl } from '@/lib/env';
import { writeSealed, writeToken } from '@/lib/signed-token';
import { linkUrl, marksOf, openUrl, readLinkToken, readOpenToken } from './letter-marks';
import { type Reader, renderLetter } from './render-letter';

const messageId = '0193a1b2-0000-7000-8000-00000000000a';
const profileId = '0193a1b2-0000-7000-8000-00000000000b';
const gate = { profileId, purpose: 'marketing', channel: 'email' };
const reader: Reader = {
  profile: { site: 'https://evil.example/', path: '.evil.example/', at: '@evil.example/', q: 'a b&c=1' },
  unsubscribeUrl: unsubscribeUrl({ ...gate, messageId }),
  preferencesUrl: preferenceUrl(gate),
  company: { name: 'Shop', address: '1 High Street' },
};
const letterOf = (html: string, measuring = { opens: true, clicks: true, purpose: 'reading' }) => {
  const content = { locale: 'en' as const, subject: 's', preheader: '', html, text: null };
  const letter = renderLetter(content, reader, { unsubscribe: 'Unsubscribe', preferences: 'Choose' }, marksOf(messageId, measuring));
  if ('field' in letter) throw new Error(letter.message);
  return letter;
};
const hrefs = (html: string) => [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
const tokenOf = (href: string) => (href.startsWith(`${appUrl()}/mail/link/`) ? (href.split('/').at(-1) ?? '') : '');
const leadsTo = (href: string) => readLinkToken(tokenOf(href))?.target ?? href;

describe('a measured letter', () => {
  test('has the picture at its end, and links that lead where they led', () => {
    const { html, text } = letterOf('<a href="https://shop.example/a?x=1&amp;y={{ profile.q | url_encode }}#z">A</a>');
    expect(html).toMatch(/<img src="[^"]+" width="1" height="1" alt=""[^>]*><\/body>/);
    expect(readOpenToken(/\/mail\/open\/([^"]+)/.exec(html)?.[1] ?? '')).toBe(messageId);
    const [link = ''] = hrefs(html);
    expect(link).toContain('/mail/link/');
    expect(leadsTo(link)).toBe('https://shop.example/a?x=1&y=a+b%26c%3D1#z');
    expect(text).toContain('(https://shop.example/a?x=1&y=a+b%26c%3D1#z)');
    expect(text).not.toContain('/mail/');
  });

  test('has no picture without opens, and plain links without clicks', () => {
    const link = '<a href="https://shop.example/">A</a>';
    expect(letterOf(link, { opens: false, clicks: true, purpose: 'x' }).html).not.toContain('<img');
    expect(letterOf(link, { opens: true, clicks: false, purpose: 'x' }).html).toContain('href="https://shop.example/"');
  });

  test.each([
    '{{ unsubscribe_url }}',
    '{{ preferences_url }}',
    `${appUrl()}/privacy-request`,
    'mailto:help@shop.example',
    'tel:+49301234567',
    '#top',
    '/relative',
    '{{ profile.site }}',
    'https://shop.example{{ profile.path }}',
    'https://shop.example{{ profile.at }}',
  ])('leaves alone: %s', (address) => {
    const { html } = letterOf(`<p>https://shop.example</p><a href="${address}">A</a>`);
    expect(hrefs(html).filter((href) => tokenOf(href))).toEqual([]);
  });

  test('leaves links alone that the template marks as plain', () => {
    const { html } = letterOf('<a data-tessera="plain" href="https://shop.example/privacy">A</a><a href="https://shop.example/">B</a>');
    expect(hrefs(html)[0]).toBe('https://shop.example/privacy');
    expect(tokenOf(hrefs(html)[1] ?? '')).not.toBe('');
  });

  test.each([
    ['<a href="https://shop.example/">A</a>', { opens: true, clicks: true }],
    ['<a href="mailto:help@shop.example">A</a>', { opens: true, clicks: false }],
    ['<p>https://shop.example</p><a href="{{ profile.site }}">A</a>', { opens: true, clicks: false }],
  ])('says which marks it has: %s', (html, marked) => {
    expect(letterOf(html).marked).toEqual(marked);
    expect(letterOf(html, { opens: false, clicks: true, purpose: 'x' }).marked).toEqual({ ...marked, opens: false });
  });

  test('has the picture where browsers load it: before the last end of the body that is no comment', () => {
    const { html } = letterOf('<html><body><!--[if mso]></body><![endif]--><p>A</p></BODY ><!-- </body> --></html>');
    expect(html).toMatch(/<p>A<\/p>.*Unsubscribe.*<img src="[^"]*\/mail\/open\/[^>]*><\/BODY ><!-- <\/body> --><\/html>$/s);
  });

  test('leaves an address alone that would come out longer than programs take', () => {
    const address = `https://shop.example/${'x'.repeat(1_500)}`;
    expect(hrefs(letterOf(`<a href="${address}">A</a>`).html)[0]).toBe(address);
  });

  test('property: whatever the address, the link leads where it led', () => {
    const rest = fc.string({ unit: 'grapheme' });
    const escaped = (s: string) => [...s].map((c) => `&#${c.codePointAt(0)};`).join('');
    fc.assert(
      fc.property(fc.array(rest, { minLength: 1, maxLength: 4 }), (all) => {
        const parts = all.map((text) => text.replace(/\p{Cc}|\p{Cs}/gu, ''));
        const { html } = letterOf(parts.map((text) => `<a href="https://shop.example/${escaped(text)}">A</a>`).join(''));
        const before = parts.map((text) => new URL(`https://shop.example/${text}`).href);
        const plain = (href: string) =>
          tokenOf(href) ? leadsTo(href) : new URL(href.replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(Number(n)))).href;
        expect(hrefs(html).slice(0, parts.length).map(plain)).toEqual(before);
      }),
    );
  });
});

describe('the address of a link', () => {
  const target = 'https://shop.example/a?b=1';
  const token = tokenOf(linkUrl(messageId, target) ?? '');

  test('cannot be made up, nor led elsewhere', () => {
    expect(readLinkToken(token)).toEqual({ messageId, target });
    const elsewhere = Buffer.from(`${messageId} https://evil.example/`).toString('base64url');
    const ofOpen = openUrl(messageId).split('/').at(-1) ?? '';
    const sealedElse = writeSealed('something-else', `${messageId} ${target}`);
    const changed = `${token.slice(0, 60)}${token[60] === 'A' ? 'Q' : 'A'}${token.slice(61)}`;
    const forged = ['', '.', elsewhere, `${elsewhere}.x`, changed, token.slice(1), token.slice(0, 30), `${token}.x`, `${token}!`];
    const all = [...forged, ofOpen, sealedElse, 'x'.repeat(9_000)];
    expect(all.map(readLinkToken)).toEqual(all.map(() => undefined));
    expect(readOpenToken(token)).toBeUndefined();
  });

  test('says nothing to whoever sees it on its way', () => {
    const seen = tokenOf(linkUrl(messageId, 'https://shop.example/?email=ada@mail.example') ?? '');
    expect(seen).toMatch(/^[\w-]+$/);
    expect(Buffer.from(seen, 'base64url').toString('latin1')).not.toMatch(/shop\.|mail\.example/);
    expect(readLinkToken(seen)?.target).toBe('https://shop.example/?email=ada@mail.example');
  });

  test('leads on from letters whose links were signed only', () => {
    expect(readLinkToken(writeToken('letter-link', `${messageId} ${target}`))).toEqual({ messageId, target });
  });
});
