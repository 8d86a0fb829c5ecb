import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIDDEN, maskIdentifier, maskInside, maskName, maskText, maskTraits, maskValue } from './mask';

describe('maskText', () => {
  it.each([
    ['Anna Bauer', 'A•••• B••••'],
    ['王小明', '王••••'],
    ['Жуков', 'Ж••••'],
    ['Li', '••••'],
    ['anna.bauer@example.com', 'a•••@e•••.com'],
    ['Anna@Mail.Example.co.uk', 'A•••@M•••.uk'],
    ['+49 170 123 4711', '•••• 4711'],
    ['۰۹۱۲۳۴۵۶۷۸۹', '•••• ۶۷۸۹'],
    ['1990-02-28', '••••'],
    ['1990-02-28T00:00:00Z', '••••'],
    ['10115', '•••• 5'],
    ['C13798', 'C•••• 8'],
    ['M1 2AB', '•••• ••••'],
    ['42', '••••'],
    ['12 Long Street, Springfield, Oregon, USA', '•••• …'],
    ['', ''],
  ])('%s → %s', (given, masked) => expect(maskText(given)).toBe(masked));

  it('never shows a whole value of four characters or more', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9@. ]{4,40}$/), (text) => {
        const shown = maskText(text).replace(/[•\s…]/g, '');
        return text.trim().length < 4 || shown.length < text.trim().length;
      }),
    );
  });

  it('hides lengths', () => expect(maskText('Ann')).toBe(maskText('Annegretchen')));
});

describe('masks by role', () => {
  const defs = new Map([
    ['plan', { personal: false }],
    ['city', { personal: true }],
  ]);
  const traits = { plan: 'gold', city: 'Kraków', unknown: 'Secret', age: 1234567, vip: true, tags: ['blue'], none: null };

  it('shows all to full', () => expect(maskTraits(traits, 'full', defs)).toEqual(traits));
  it('masks personal and unknown traits, keeps the rest', () => {
    expect(maskTraits(traits, 'masked', defs)).toEqual({
      plan: 'gold',
      city: 'K••••',
      unknown: 'S••••',
      age: '•••• 67',
      vip: HIDDEN,
      tags: ['b••••'],
      none: null,
    });
  });
  it('hides them wholly from none', () => {
    expect(maskTraits(traits, 'none', defs)).toEqual({ ...traits, city: HIDDEN, unknown: HIDDEN, age: HIDDEN, vip: HIDDEN, tags: HIDDEN });
    expect(maskIdentifier('email', 'a@example.com', 'none')).toBe(HIDDEN);
    expect(maskName('Anna', 'none')).toBe(HIDDEN);
    expect(maskValue({ a: 1 }, 'none')).toBe(HIDDEN);
  });
  it('masks identifiers by shape', () => {
    expect(maskIdentifier('phone', '+491701234711', 'masked')).toBe('•••• 4711');
    expect(maskIdentifier('user_id', 'customer-4711', 'masked')).toBe('c••••');
    expect(maskIdentifier('phone', '+491701234711', 'full')).toBe('+491701234711');
  });
});

describe('maskInside', () => {
  it('finds contact details in running text', () => {
    expect(maskInside('Call me at +49 170 1234711 or ann@example.com, order 536365')).toBe(
      'Call me at •••• 4711 or a•••@e•••.com, order 536365',
    );
  });
  it('leaves order numbers, ids and amounts readable', () => {
    for (const text of ['20111209', 'GB-20111209-11', '5f1c0a10-1234-4567-8901-0123456789ab', '1200.50', '0.25'])
      expect(maskInside(text)).toBe(text);
    expect(maskInside('tel (555) 123-4567 now')).toBe('tel •••• 4567 now');
  });
  it('finds an address in a link, and leaves dates alone', () => {
    expect(maskInside('/x?email=ann%40example.com&at=1')).toBe('/x?email=a•••@e•••.com&at=1');
    expect(maskInside('paid 2026-01-02 12:00')).toContain('2026');
  });
});
