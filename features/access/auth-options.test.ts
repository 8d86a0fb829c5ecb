import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const kept = { ...process.env };
beforeEach(() => vi.resetModules());
afterEach(() => {
  process.env = { ...kept };
});

const options = async () => (await import('./auth-options')).authOptions();

describe('without a good secret nobody signs in', () => {
  test.each([undefined, '', 'short'])('AUTH_SECRET=%j', async (secret) => {
    if (secret === undefined) delete process.env.AUTH_SECRET;
    else process.env.AUTH_SECRET = secret;
    await expect(options()).rejects.toThrow(/AUTH_SECRET/);
  });
});

describe('cookies', () => {
  test('over https are bound to the host and secure', async () => {
    process.env.APP_URL = 'https://cdp.example.com';
    const { cookies } = await options();
    for (const cookie of Object.values(cookies ?? {})) {
      expect(cookie?.name).toMatch(/^__Host-/);
      expect(cookie?.options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
    }
  });

  test('over http are still out of reach of scripts', async () => {
    process.env.APP_URL = 'http://localhost:3000';
    const { cookies } = await options();
    expect(cookies?.sessionToken).toMatchObject({ name: 'tessera-session', options: { httpOnly: true, sameSite: 'lax', secure: false } });
  });
});

test('the token holds a session id and nothing that could be out of date', async () => {
  const { callbacks } = await options();
  const token = await callbacks?.jwt?.({
    token: { name: 'Ann', email: 'ann@example.com', sid: 'old' },
    user: { id: 'u', sid: 's1' },
  } as never);
  expect(token).toEqual({ sid: 's1' });
});

test('after signing in the browser is sent nowhere but here', async () => {
  process.env.APP_URL = 'https://cdp.example.com';
  const { callbacks } = await options();
  for (const url of ['https://evil.example', '//evil.example', '/x', 'javascript:alert(1)']) {
    expect(await callbacks?.redirect?.({ url, baseUrl: 'https://cdp.example.com' })).toBe('https://cdp.example.com');
  }
});
