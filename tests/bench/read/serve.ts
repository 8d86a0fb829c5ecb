import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authenticateKey } from '@/features/access/authenticate';
import { visibleProfiles } from '@/features/consent/data/may';
import { visibleProfile } from '@/features/profiles/data/visible-profile';
import { profileOutput } from '@/features/profiles/schema';

/** What the profile API does for a request (key, reading, visibility, output schema) behind plain HTTP, without Next's share of about a millisecond. */
export async function serveProfiles(): Promise<void> {
  const server = createServer(async (req, res) => {
    const id = (req.url ?? '').split('/').at(-1) ?? '';
    const scope = await authenticateKey(new Headers(req.headers as Record<string, string>));
    const { profile } = await visibleProfile(scope, id, visibleProfiles);
    const body = JSON.stringify(profileOutput.parse(profile));
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.send?.({ port: (server.address() as AddressInfo).port });
  process.on('disconnect', () => process.exit(0));
}
