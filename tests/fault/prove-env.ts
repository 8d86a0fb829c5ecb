import { randomBytes } from 'node:crypto';

// Before anything reads the settings: a proof encrypts and signs as the installation does that it starts, which inherits this.
process.env.ENCRYPTION_KEY ??= randomBytes(32).toString('base64url');
