import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@/lib/crypto';
import { env } from '@/lib/env';

const folder = () => join(env().DATA_DIR, 'secrets');

/** The installation's Ed25519 key for certificates, made once: DATA_DIR/secrets/erasure_signing_key.pem, mode 0600. */
function signingKey(): KeyObject {
  const file = join(folder(), 'erasure_signing_key.pem');
  if (!existsSync(file)) {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    const own = `${file}.${process.pid}`;
    writeFileSync(own, pem, { mode: 0o600 });
    try {
      // Of two processes that make one at once, the first one's stays.
      linkSync(own, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(own, { force: true });
    }
  }
  return createPrivateKey(readFileSync(file));
}

/** The key that verifies certificates, as PEM; anybody may have it. */
export const publicKeyPem = (): string => createPublicKey(signingKey()).export({ type: 'spki', format: 'pem' }).toString();

/** SHA-256 of the public key in DER form, by which a certificate names its key. */
export const publicKeyHash = (): string => sha256(createPublicKey(signingKey()).export({ type: 'spki', format: 'der' }));

/** The signature of a text, in base64. */
export const signText = (text: string): string => sign(null, Buffer.from(text), signingKey()).toString('base64');
