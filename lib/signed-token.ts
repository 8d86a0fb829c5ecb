import { isSignatureOf, sealText, signText, unsealText } from './crypto';

/** A text of ours as part of an address: readable by whoever has it, made by nobody else. One `use` cannot be taken for another. */
export const writeToken = (use: string, text: string): string => `${Buffer.from(text).toString('base64url')}.${signText(use, text)}`;

/** The text of such a token. @returns undefined when we did not make it for this use, or it is longer than `longest` characters. */
export function readToken(use: string, token: string, longest = 1000): string | undefined {
  const [body = '', signature = '', ...rest] = token.length <= longest ? token.split('.') : [];
  if (rest.length > 0) return undefined;
  const text = Buffer.from(body, 'base64url').toString('utf8');
  return isSignatureOf(use, text, signature) ? text : undefined;
}

/** A text of ours as part of an address that says nothing to whoever has it, and is made by nobody else. */
export const writeSealed = (use: string, text: string): string => sealText(`sealed:${use}`, text);

/** The text of such a token. @returns undefined when we did not make it for this use, or it is longer than `longest` characters. */
export function readSealed(use: string, token: string, longest = 1000): string | undefined {
  if (token.length > longest || !/^[\w-]+$/.test(token)) return undefined;
  try {
    return unsealText(`sealed:${use}`, token);
  } catch {
    return undefined;
  }
}
