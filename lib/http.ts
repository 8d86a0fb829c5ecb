import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { env } from './env';

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For the whole call, from name look-up to the last byte. Default 10 s. */
  timeoutMs?: number;
  signal?: AbortSignal;
};

/** What a third party answered, whatever its status; the body's first 64 KB. Redirects are answers, never followed. */
export type HttpAnswer = { ok: true; status: number; headers: IncomingHttpHeaders; body: string; truncated: boolean };

/** Why no answer came. `retry`: whether the same call may go better later. */
export type HttpFailure = {
  ok: false;
  retry: boolean;
  code: 'invalid_url' | 'refused_address' | 'timeout' | 'aborted' | 'network';
  message: string;
};

export const MAX_ANSWER_BYTES = 64 * 1024;
const ALLOWED_LOW_PORTS = new Set([80, 443]);

const failure = (code: HttpFailure['code'], retry: boolean, message: string): HttpFailure => ({ ok: false, retry, code, message });

// Checked on the address that the name resolved to, when the connection is made: a name that changes its mind is caught.
const guarded = { http: new RequestFilteringHttpAgent({ keepAlive: true }), https: new RequestFilteringHttpsAgent({ keepAlive: true }) };
const open = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

/** Whether the operator allows this very host and port although it is private (ALLOW_PRIVATE_HOSTS). */
export function isAllowedPrivate(url: URL): boolean {
  const wanted = `${url.hostname}:${portOf(url)}`;
  return env()
    .ALLOW_PRIVATE_HOSTS.split(',')
    .map((pair) => pair.trim())
    .includes(wanted);
}

/**
 * Checks an address that somebody typed, before it is stored or called.
 * @returns the parsed address, or why it is refused.
 */
export function checkUrl(text: string): URL | HttpFailure {
  if (!URL.canParse(text)) return failure('invalid_url', false, 'This is not a web address.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return failure('invalid_url', false, 'Only http and https addresses can be called.');
  if (url.username || url.password) return failure('invalid_url', false, 'An address must not contain a name or password.');
  const port = portOf(url);
  if (port < 1024 && !ALLOWED_LOW_PORTS.has(port) && !isAllowedPrivate(url))
    return failure('refused_address', false, `Port ${port} cannot be called.`);
  return url;
}

async function readBody(answer: IncomingMessage): Promise<{ body: string; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, MAX_ANSWER_BYTES - size));
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      answer.destroy();
      return { body: Buffer.concat(chunks).toString('utf8'), truncated: true };
    }
  }
  return { body: Buffer.concat(chunks).toString('utf8'), truncated: false };
}

function explain(error: unknown, signal: AbortSignal | undefined): HttpFailure {
  if (signal?.aborted) return failure('aborted', true, 'The call was cancelled.');
  const { name, message, code } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || name === 'AbortError') return failure('timeout', true, 'No answer came in time.');
  if (/is not allowed|private IP/i.test(message))
    return failure('refused_address', false, 'This address is inside a private network and cannot be called.');
  return failure('network', true, `The address could not be reached (${code ?? 'connection failed'}).`);
}

/**
 * Calls a third party. Private, local and reserved addresses are refused in every spelling, redirects are not followed,
 * and no more than 64 KB of the answer is read. Never throws.
 */
export async function callHttp(request: HttpRequest): Promise<HttpAnswer | HttpFailure> {
  const url = checkUrl(request.url);
  if (!(url instanceof URL)) return url;
  const secure = url.protocol === 'https:';
  const agents = isAllowedPrivate(url) ? open : guarded;
  const deadline = AbortSignal.timeout(request.timeoutMs ?? 10_000);
  const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
  const body = request.body === undefined ? undefined : Buffer.from(request.body);
  const headers = {
    'user-agent': 'Tessera',
    'accept-encoding': 'identity',
    ...request.headers,
    ...(body ? { 'content-length': String(body.length) } : {}),
  };
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method: request.method, headers, agent: secure ? agents.https : agents.http, signal };
      const call = (secure ? https : http).request(url, options, resolve);
      call.once('error', reject);
      call.end(body);
    });
    const { body: text, truncated } = await readBody(answer);
    return { ok: true, status: answer.statusCode ?? 0, headers: answer.headers, body: text, truncated };
  } catch (error) {
    return deadline.aborted && !request.signal?.aborted
      ? failure('timeout', true, 'No answer came in time.')
      : explain(error, request.signal);
  }
}
