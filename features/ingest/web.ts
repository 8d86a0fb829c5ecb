import { accept } from './http/accept';
import type { IngestRequest } from './http/types';

/** The same answers as `handleIngest`, for a route handler: what is mounted where no server of ours stands before Next. */
export async function handleIngestWeb(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const answer = await accept({
    method: request.method,
    path: url.pathname,
    query: url.search.slice(1),
    header: (name) => request.headers.get(name) ?? undefined,
    address: request.headers.get('x-tessera-address')?.replace(/^::ffff:/, '') || undefined,
    readBody: (limit) => readWebBody(request, limit),
  });
  const body =
    answer.status === 204 || answer.status === 304 ? null : typeof answer.body === 'string' ? answer.body : new Uint8Array(answer.body);
  return new Response(body, { status: answer.status, headers: answer.headers });
}

async function readWebBody(request: Request, limit: number): Promise<Awaited<ReturnType<IngestRequest['readBody']>>> {
  if (!request.body) return Buffer.alloc(0);
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(chunks);
      size += value.length;
      if (size > limit) {
        await reader.cancel();
        return 'too_large';
      }
      chunks.push(value);
    }
  } catch {
    return 'aborted';
  }
}
