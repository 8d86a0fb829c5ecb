import type { IncomingMessage, ServerResponse } from 'node:http';
import { POST as unsubscribe } from '@/app/(public)/unsubscribe/[token]/route';
import { POST as consents } from '@/app/api/v1/consents/route';

type Handler = (request: Request, context?: { params: Promise<unknown> }) => Promise<Response>;

/** Routes of the product that proofs call, answered by their own handlers without Next in between. */
const routes: [RegExp, Handler][] = [
  [/^\/api\/v1\/consents$/, consents],
  [/^\/unsubscribe\/(?<token>[^/]+)$/, unsubscribe],
];

/** @returns false when the path is none of these. */
export async function handleRoutes(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const url = new URL(req.url ?? '/', 'http://localhost');
  for (const [path, handler] of routes) {
    const found = path.exec(url.pathname);
    if (!found || req.method !== 'POST') continue;
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const headers = Object.entries(req.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    );
    const request = new Request(url, { method: 'POST', headers, body: Buffer.concat(chunks) });
    const answer = await handler(request, { params: Promise.resolve({ ...found.groups }) });
    res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
    return true;
  }
  return false;
}
