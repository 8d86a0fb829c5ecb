import type { IncomingMessage, ServerResponse } from 'node:http';
import { accept } from './http/accept';
import { readStream } from './http/read-body';
import type { IngestAnswer, IngestRequest } from './http/types';

const OWN = /^\/(?:v1\/|b$|b\/$|analytics\.js\/|analytics-next\/)/;
const DRAIN_BYTES = 16 * 1024 * 1024;
const DRAIN_MS = 2_000;

/** Whether ingestion (or the browser SDK's files) answers at this path. */
export const isIngestPath = (path: string): boolean => OWN.test(path);

/**
 * Answers ingestion requests before Next sees them: a Next route costs about a millisecond of CPU a request.
 * @returns false, having done nothing, when the path is not its own
 */
export function handleIngest(req: IncomingMessage, res: ServerResponse): boolean | Promise<boolean> {
  const url = req.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  if (!isIngestPath(path)) return false;
  return answerNode(req, res, path, mark === -1 ? '' : url.slice(mark + 1));
}

async function answerNode(req: IncomingMessage, res: ServerResponse, path: string, query: string): Promise<true> {
  const answer = await accept(nodeRequest(req, path, query));
  if (res.destroyed) return true;
  if (answer.close) return answerAndDrain(req, res, answer);
  res.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  res.end(req.method === 'HEAD' ? undefined : answer.body);
  return true;
}

function nodeRequest(req: IncomingMessage, path: string, query: string): IngestRequest {
  const forwarded = req.headers['x-tessera-address'];
  return {
    method: req.method ?? 'GET',
    path,
    query,
    header: (name) => {
      const value = req.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    address: (typeof forwarded === 'string' && forwarded !== '' ? forwarded : req.socket.remoteAddress)?.replace(/^::ffff:/, ''),
    readBody: (limit, room) => readStream(req, limit, room),
  };
}

/**
 * Answers at once although the body is still coming, then throws the rest away for a moment: closing a socket with unread
 * bytes would reset it, and the caller might never see the answer.
 */
function answerAndDrain(req: IncomingMessage, res: ServerResponse, answer: IngestAnswer): true {
  res.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body), connection: 'close' });
  res.write(answer.body);
  let rest = DRAIN_BYTES;
  const close = () => {
    clearTimeout(timer);
    req.off('data', onData);
    res.end(() => req.socket.destroy());
  };
  const onData = (chunk: Buffer) => {
    rest -= chunk.length;
    if (rest <= 0) close();
  };
  const timer = setTimeout(close, DRAIN_MS);
  req.on('data', onData).once('end', close).once('close', close).resume();
  return true;
}
