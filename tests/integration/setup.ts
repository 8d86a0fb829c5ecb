import { inject } from 'vitest';

// Before any module reads the environment: settings are read once.
const { url, socketDir } = inject('testServer');
const address = new URL(url);
address.pathname = `/t_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
Object.assign(process.env, {
  DATABASE_URL: address.href,
  DATABASE_SOCKET: socketDir,
  DATA_DIR: `${socketDir}/data-${process.pid}`,
  AUTH_SECRET: 'test-secret-test-secret-test-secret-1',
  ENCRYPTION_KEY: 'test-key-test-key-test-key-test-key-1',
  APP_URL: 'http://localhost:3000',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
});
