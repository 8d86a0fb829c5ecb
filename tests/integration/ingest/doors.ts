import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleIngest } from '@/features/ingest/http';
import { handleIngestWeb } from '@/features/ingest/web';

export type Door = {
  name: string;
  base: string;
  send: (path: string, init?: RequestInit) => Promise<Response>;
  close: () => Promise<void>;
};

/** Ingestion behind a real `node:http` server, as `server.ts` mounts it. */
export async function nodeDoor(): Promise<Door> {
  const server = createServer((req, res) => {
    void Promise.resolve(handleIngest(req, res)).then((taken) => {
      if (!taken) res.writeHead(418).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    name: 'node:http',
    base,
    send: (path, init) => fetch(base + path, init),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Ingestion as the route handler mounts it. */
export async function webDoor(): Promise<Door> {
  const base = 'http://tessera.test';
  return { name: 'route handler', base, send: (path, init) => handleIngestWeb(new Request(base + path, init)), close: async () => {} };
}
