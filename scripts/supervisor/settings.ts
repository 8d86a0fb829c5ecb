import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Env, parseEnv } from '@/lib/env';
import { keptSecret, openDataDir, sentence } from './installation';

export type Settings = Env & {
  APP_URL: string;
  /** Whether the first password was made here, so that it must be shown. */
  madePassword: boolean;
};

const FIRST_PASSWORD = 'first_password';

/**
 * Reads the settings and adds what was not given: secrets made once, the address, the first sign-in. All of them go into
 * this process's environment, for the children and for the code that runs here.
 * @throws Error in one sentence.
 */
export function prepareSettings(mode: 'production' | 'development'): Settings {
  Object.assign(process.env, { NODE_ENV: mode });
  let given: Env;
  try {
    given = parseEnv(process.env);
  } catch (error) {
    throw sentence((error as Error).message, error);
  }
  const dataDir = resolve(given.DATA_DIR);
  openDataDir(dataDir);
  const AUTH_SECRET = given.AUTH_SECRET ?? keptSecret(dataDir, 'auth_secret');
  const ENCRYPTION_KEY = given.ENCRYPTION_KEY ?? keptSecret(dataDir, 'encryption_key');
  const APP_URL = (given.APP_URL ?? `http://localhost:${given.PORT}`).replace(/\/$/, '');
  const ADMIN_EMAIL = given.ADMIN_EMAIL ?? 'admin@example.com';
  const madePassword = given.ADMIN_PASSWORD === undefined;
  const ADMIN_PASSWORD = given.ADMIN_PASSWORD ?? keptSecret(dataDir, FIRST_PASSWORD, () => randomBytes(12).toString('base64url'));
  const added = { AUTH_SECRET, ENCRYPTION_KEY, APP_URL, ADMIN_EMAIL, ADMIN_PASSWORD, DATA_DIR: dataDir };
  Object.assign(process.env, added, { NEXTAUTH_URL: APP_URL, NEXTAUTH_SECRET: AUTH_SECRET, NEXT_TELEMETRY_DISABLED: '1' });
  return { ...given, ...added, madePassword };
}

/** The first password has been used: it need not be kept or shown any more. */
export function forgetFirstPassword(dataDir: string): void {
  const file = join(dataDir, 'secrets', FIRST_PASSWORD);
  if (existsSync(file)) rmSync(file);
}
