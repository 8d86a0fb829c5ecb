import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// Argon2id (the library's default kind) with the OWASP settings: 19 MiB, two passes, one lane; about 30 ms of one core.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

let decoy: Promise<string> | undefined;

/** Argon2id in PHC form, with its own salt. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost);

/** Whether the password fits. Without a hash it does the same work on a decoy and says no, so that time tells nothing. */
export async function verifyPassword(hashed: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(24).toString('base64url'), cost);
  const fallback = await decoy;
  const fits = await verify(hashed ?? fallback, password.normalize('NFKC'));
  return fits && Boolean(hashed);
}
