/** One HTTP request, whichever server it came through. */
export type IngestRequest = {
  method: string;
  path: string;
  query: string;
  header(name: string): string | undefined;
  /** The caller's address after trusted proxies, if known. */
  address: string | undefined;
  /** Reads the body up to `limit` bytes and no further. */
  readBody(limit: number): Promise<Buffer | 'too_large' | 'aborted'>;
};

/** What to answer. `close`: the body was not read whole, so the connection cannot be used again. */
export type IngestAnswer = { status: number; headers: Record<string, string>; body: string | Buffer; close?: boolean };
