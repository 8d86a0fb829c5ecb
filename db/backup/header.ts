import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { fileKey } from '@/lib/crypto';
import { AppError } from '@/lib/errors';

/** What a back-up begins with, before its length-prefixed header. */
export const MAGIC = Buffer.from('TESSERA BACKUP\n');
export const MAX_HEADER = 4096;

/** Who can open it: an installation by its ENCRYPTION_KEY, or whoever knows the passphrase. */
export type BackupKey = { kind: 'installation' } | { kind: 'passphrase'; passphrase: string };

/** Stands before the encrypted part, in the clear; the encryption vouches for it too. `check` tells a wrong key from a damaged file. */
export const headerSchema = z.strictObject({
  format: z.literal(1),
  key: z.enum(['installation', 'passphrase']),
  salt: z.string().length(44),
  check: z.string().length(44),
  createdAt: z.iso.datetime(),
});
export type BackupHeader = z.output<typeof headerSchema>;

const SALT_BYTES = 32;
/** 128 MB and some 0.4 s for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };

const fromPassphrase = (text: string, salt: Buffer) =>
  new Promise<Buffer>((resolve, reject) =>
    scrypt(text.normalize('NFKC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key))),
  );

const keyOf = async (given: BackupKey, salt: Buffer): Promise<Buffer> =>
  given.kind === 'installation' ? fileKey('backup', salt) : fromPassphrase(given.passphrase, salt);

const checkOf = (key: Buffer): Buffer => createHmac('sha256', key).update('check').digest();

/** The header of a new back-up and the key of its content. */
export async function newHeader(given: BackupKey, at: Date): Promise<{ bytes: Buffer; key: Buffer }> {
  const salt = randomBytes(SALT_BYTES);
  const key = await keyOf(given, salt);
  const header: BackupHeader = {
    format: 1,
    key: given.kind,
    salt: salt.toString('base64'),
    check: checkOf(key).toString('base64'),
    createdAt: at.toISOString(),
  };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return { bytes: Buffer.concat([MAGIC, length, json]), key };
}

/**
 * The header at the beginning of `start`, and where the content begins. @throws AppError invalid_input when it is no back-up of ours
 */
export function parseHeader(start: Buffer): { header: BackupHeader; bytes: Buffer } {
  const no = (message: string) => new AppError('invalid_input', message);
  if (!start.subarray(0, MAGIC.length).equals(MAGIC)) throw no('This is no back-up of Tessera.');
  const end = MAGIC.length + 4 + (start.length < MAGIC.length + 4 ? MAX_HEADER : start.readUInt32BE(MAGIC.length));
  if (end > start.length) throw no('The back-up is damaged: its beginning is cut off.');
  const parsed = headerSchema.safeParse(jsonOf(start.subarray(MAGIC.length + 4, end)));
  if (!parsed.success) throw no('This back-up has a format that this version of Tessera does not read.');
  return { header: parsed.data, bytes: start.subarray(0, end) };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

/** The key of the content. @throws AppError forbidden when it is the wrong one */
export async function openHeader(header: BackupHeader, given: BackupKey): Promise<Buffer> {
  if (header.key !== given.kind)
    throw new AppError(
      'forbidden',
      header.key === 'passphrase'
        ? 'This back-up was made with a passphrase: give it with --passphrase-file.'
        : 'This back-up was made with the ENCRYPTION_KEY of its installation, not with a passphrase.',
    );
  const key = await keyOf(given, Buffer.from(header.salt, 'base64'));
  if (!timingSafeEqual(checkOf(key), Buffer.from(header.check, 'base64')))
    throw new AppError(
      'forbidden',
      given.kind === 'passphrase'
        ? 'The passphrase is wrong.'
        : 'The ENCRYPTION_KEY here is not that of the installation that made the back-up: put its DATA_DIR/secrets in place first.',
    );
  return key;
}
