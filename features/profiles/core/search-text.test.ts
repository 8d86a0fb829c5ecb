import { describe, expect, it } from 'vitest';
import { digitsOf, searchText } from './search-text';

describe('searchText', () => {
  it('folds the name, and puts each other value on its own line', () => {
    const { name, text } = searchText({
      name: 'Łukasz Nowak',
      identifiers: [
        { type: 'phone', value: '+48601234567', display: '601 234 567' },
        { type: 'email', value: 'lukasz@example.com', display: 'Lukasz@Example.com' },
        { type: 'anonymous_id', value: '5f1c', display: '5f1c' },
      ],
      traits: { firstName: 'Łukasz', city: 'Kraków', age: 30 },
    });
    expect(name).toBe('lukasz nowak');
    expect(text.split('\n')).toEqual(['lukasz nowak', '48601234567', 'krakow', 'lukasz@example.com']);
  });

  it('has an empty name for people without one', () => {
    expect(searchText({ name: null, identifiers: [{ type: 'user_id', value: 'U-1' }], traits: {} })).toEqual({ name: '', text: 'u-1' });
  });

  it('reads digits of any spelling', () => {
    expect(digitsOf('(۰۹۱۲) ۳۴۵-6789')).toBe('09123456789');
  });
});
