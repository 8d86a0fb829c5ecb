// Before any module reads the environment: settings are read once.
Object.assign(process.env, {
  AUTH_SECRET: 'test-secret-test-secret-test-secret-1',
  ENCRYPTION_KEY: 'test-key-test-key-test-key-test-key-1',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
});
