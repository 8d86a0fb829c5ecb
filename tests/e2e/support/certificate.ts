import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What openssl alone says of a signed text: its output. @throws Error when it does not accept the signature */
export function verifyWithOpenssl({ text, signature, key }: { text: Buffer; signature: Buffer; key: string }): string {
  const dir = mkdtempSync(join(tmpdir(), 'tessera-certificate-'));
  const file = (name: string, content: Buffer | string): string => {
    writeFileSync(join(dir, name), content);
    return join(dir, name);
  };
  try {
    const args = ['-inkey', file('key.pem', key), '-in', file('text', text), '-sigfile', file('signature', signature)];
    return execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', '-rawin', ...args], { encoding: 'utf8' });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
