/**
 * The write keys a request may mean, in order: Basic's user name (SDKs differ on the colon), Bearer's token (which may be
 * an OAuth token of no meaning here), the body's `writeKey`, the query's `writeKey` (beacons set no header).
 */
export function writeKeysOf(authorization: string | undefined, body: unknown, query: string | null): string[] {
  const fromHeader = authorization ? headerKey(authorization) : undefined;
  const inBody = typeof body === 'object' && body !== null ? (body as Record<string, unknown>).writeKey : undefined;
  return [fromHeader, inBody, query].filter((k): k is string => typeof k === 'string' && k !== '' && k.length <= 200);
}

function headerKey(authorization: string): string | undefined {
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0];
}
