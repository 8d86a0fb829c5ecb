import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainError } from './plain-error';

it.each([
  ['canceling statement due to statement timeout', 'canceling statement due to statement timeout'],
  ['invalid input syntax for type uuid: "ann@example.com"', 'invalid input syntax for type uuid: …'],
  [
    'duplicate key value violates unique constraint "x"\nDetail: Key (email)=(ann@example.com)',
    'duplicate key value violates unique constraint …',
  ],
  ['Key (email)=(ann@example.com) already exists.', 'Key … already exists.'],
  ['No answer for ann@example.com, +44 7700 900123', 'No answer for …'],
  ['It is Ann\'s "card" that failed', 'It is Ann… that failed'],
  ['Unexpected token in {"email":"ann@example.com"', 'Unexpected token in …'],
  ['Cannot send to علی رضایی', 'Cannot send to …'],
  ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED …'],
  ['', ''],
])('%s', (text, plain) => expect(plainError(text)).toBe(plain));

it('lets no address and no number through', () => {
  fc.assert(
    fc.property(fc.string(), fc.emailAddress(), fc.bigInt({ min: 100n }), (words, email, number) => {
      const plain = plainError(`${words} ${email} ${number}`);
      expect(plain).not.toMatch(/@|\d/);
    }),
  );
});
