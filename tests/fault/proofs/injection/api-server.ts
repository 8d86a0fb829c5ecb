import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { v1Routes } from '@/app/api/openapi.json/v1-routes';
import type { Sql } from '@/db/client';
import { writeCursor } from '@/lib/cursor';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const routes = Object.entries(v1Routes).map(([path, module]) => ({
  pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  module: module as Record<string, Handler | undefined>,
}));

/** A scanner cannot write cursors: what it puts into `after` and `afterId` becomes the place that a cursor names. */
function withCursor(url: URL): URL {
  const given = ['after', 'afterId'].flatMap((name) => url.searchParams.get(name) ?? []);
  if (given.length === 0) return url;
  const place = given.map((text) => (/^\d{1,15}$/.test(text) ? Number(text) : text));
  url.searchParams.delete('after');
  url.searchParams.delete('afterId');
  url.searchParams.set('cursor', writeCursor(place));
  return url;
}

async function toRequest(req: IncomingMessage, url: URL): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const headers = Object.entries(req.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const method = req.method ?? 'GET';
  return new Request(url, { method, headers, ...(method === 'GET' ? {} : { body: Buffer.concat(chunks) }) });
}

async function send(res: ServerResponse, answer: Response): Promise<void> {
  res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
}

/** As no route of the product is written: what is asked for becomes part of the statement. The scanner has to find it. */
async function careless(sql: Sql, url: URL): Promise<Response> {
  try {
    const rows = await sql.unsafe(`select id, name from profiles where name = '${url.searchParams.get('name')}'`);
    return Response.json({ data: rows });
  } catch (error) {
    return Response.json({ error: (error as Error).message }, { status: 500 });
  }
}

export type Answered = { status: number; method: string; url: string };

/** The handlers of the whole API on a port of their own, without Next in between, and one careless address beside them. */
export async function serveApi(sql: Sql, onAnswer: (answered: Answered) => void): Promise<{ url: string; close(): void }> {
  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/careless') return send(res, await careless(sql, url));
    const request = await toRequest(req, withCursor(url));
    for (const { pattern, module } of routes) {
      const found = pattern.exec(url.pathname);
      const handler = found && module[request.method];
      if (!handler) continue;
      const params = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decoded(value)]);
      const answer = await handler(request, { params: Promise.resolve(Object.fromEntries(params)) });
      onAnswer({ status: answer.status, method: request.method, url: req.url ?? '' });
      return send(res, answer);
    }
    res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
