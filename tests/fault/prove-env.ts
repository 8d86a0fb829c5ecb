import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Before anything reads the settings: a proof encrypts and signs as the installation does that it starts, which inherits this, and finds
// the same files.
process.env.ENCRYPTION_KEY ??= randomBytes(32).toString('base64url');
process.env.LOG_LEVEL ??= 'error';

/** The folder of this run. */
export const proveDir = mkdtempSync(join(tmpdir(), 'tessera-prove-'));
process.env.DATA_DIR = join(proveDir, 'data');
