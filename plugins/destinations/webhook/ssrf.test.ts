import { describe, expect, it } from 'vitest';
import { callHttp } from '@/lib/http';
import type { DestinationRow } from '@/plugins/kit/types';
import { webhook } from '.';

const row: DestinationRow = {
  id: '0190a0de-0000-7000-8000-000000000000',
  kind: 'test',
  at: '2026-01-01T00:00:00.000Z',
  segment: null,
  profile: { id: '0190a0de-0000-7000-8000-000000000001', previousIds: [], traits: {}, identifiers: [] },
};

describe('addresses inside the network', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fc00::1]/',
    'https://[fe80::1]/',
    'https://localhost/',
    'https://LOCALHOST:8443/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://①②⑦.⓪.⓪.①/',
    'http://127.0.0.1:5432/',
    'https://user:password@example.com/',
    'https://example.com:22/',
  ])('are not called: %s', async (url) => {
    const saved = webhook.settings.safeParse({ url, secret: 'x'.repeat(20) });
    const result = await webhook.check(row, { settings: { url, secret: 'x'.repeat(20) }, http: callHttp, now: new Date() });
    expect(result).toMatchObject({ ok: false, retry: false });
    expect(result.ok || ['refused_address', 'invalid_url'].includes(result.code)).toBe(true);
    if (!url.startsWith('https://') || url.includes('@') || url.includes(':22')) expect(saved.success).toBe(false);
  });
});
