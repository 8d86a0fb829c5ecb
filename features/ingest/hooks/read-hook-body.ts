const MAX_HOOK_BYTES = 1024 * 1024;

/** The bytes of a call, exactly as they were signed; no more than 1 MB is read. */
export async function readHookBody(request: Request): Promise<Buffer | 'too_large'> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_HOOK_BYTES) return 'too_large';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_HOOK_BYTES) return 'too_large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
