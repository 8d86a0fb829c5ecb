import { Readable } from 'node:stream';
import { accept } from './http/accept';
import { readStream } from './http/read-body';

/** The same answers as `handleIngest`, for a route handler: what is mounted where no server of ours stands before Next. */
export async function handleIngestWeb(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const answer = await accept({
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    header: (name) => request.headers.get(name) ?? undefined,
    address: request.headers.get('x-tessera-address')?.replace(/^::ffff:/, '') || undefined,
    readBody: (limit, room) =>
      request.body ? readStream(Readable.fromWeb(request.body as never), limit, room) : Promise.resolve(Buffer.alloc(0)),
  });
  const body =
    answer.status === 204 || answer.status === 304 ? null : typeof answer.body === 'string' ? answer.body : new Uint8Array(answer.body);
  return new Response(body, { status: answer.status, headers: answer.headers });
}
