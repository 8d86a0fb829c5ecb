/** One HTTP request, whichever server it came through. */
export type IngestRequest = {
  method: string;
  path: string;
  query: string;
  header(name: string): string | undefined;
  /** The caller's address after trusted proxies, if known. */
  address: string | undefined;
  /** Reads the body up to `limit` bytes and no further. `room(n)` is told of each piece; false stops the reading. */
  readBody(limit: number, room: (bytes: number) => boolean): Promise<Buffer | BodyFault>;
};

/** Why a body was not read: over the limit, the caller gone, not whole in time, or no room in memory for more. */
export type BodyFault = 'too_large' | 'aborted' | 'too_slow' | 'no_room';

/** What to answer. `close`: the body was not read whole, so the connection cannot be used again. */
export type IngestAnswer = { status: number; headers: Record<string, string>; body: string | Buffer; close?: boolean };
