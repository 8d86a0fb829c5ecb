import { isSignatureOf, signText } from './crypto';

/** A text of ours as part of an address: readable by whoever has it, made by nobody else. One `use` cannot be taken for another. */
export const writeToken = (use: string, text: string): string => `${Buffer.from(text).toString('base64url')}.${signText(use, text)}`;

/** The text of such a token. @returns undefined when we did not make it for this use, or it is longer than `longest` characters. */
export function readToken(use: string, token: string, longest = 1000): string | undefined {
  const [body = '', signature = '', ...rest] = token.length <= longest ? token.split('.') : [];
  if (rest.length > 0) return undefined;
  const text = Buffer.from(body, 'base64url').toString('utf8');
  return isSignatureOf(use, text, signature) ? text : undefined;
}
