import type { WriteKeyInfo } from '@/features/sources/data/list-write-keys';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { MAX_BODY_BYTES, MAX_EVENT_BYTES, SINGLE_CALL_SLACK_BYTES } from '../constants';
import { writeKeysOf } from '../core/credentials';
import { type Endpoint, endpointAt } from '../core/endpoints';
import { type ReadCall, readCall } from '../core/read-call';
import { take } from '../core/token-bucket';
import { inboxLines } from '../mutations';
import { countRequest } from './accept-metrics';
import { failure, named, success } from './answers';
import { preflight, withCors } from './cors';
import { QUEUE_FULL } from './group-commit';
import { decodeBody, parseJson } from './read-body';
import { sdkAnswer } from './sdk-files';
import { type Accepted, type IngestStore, ingestStore } from './store';
import type { IngestAnswer, IngestRequest } from './types';

const MAX_BODIES_BYTES = 96 * 1024 * 1024;

/**
 * Answers one request for ingestion or for the browser SDK's files. 200 means stored: committed before the answer.
 * Never throws; a fault of ours is answered 503, so that SDKs send again.
 */
export async function accept(request: IngestRequest): Promise<IngestAnswer> {
  const answer = await answerAny(request);
  return { ...answer, headers: { ...answer.headers, 'x-content-type-options': 'nosniff' } };
}

async function answerAny(request: IngestRequest): Promise<IngestAnswer> {
  const endpoint = endpointAt(request.path);
  try {
    if (request.method === 'OPTIONS') return preflight(request);
    if (endpoint === undefined) return withCors(request, await sdkAnswer(request));
    if (request.method !== 'POST') return withCors(request, failure('method_not_allowed'));
    const answer = await receive(request, endpoint, ingestStore());
    countRequest(answer.status);
    return withCors(request, answer);
  } catch (err) {
    log.warn({ err }, 'Events could not be stored');
    countRequest(503);
    return withCors(request, failure(err === QUEUE_FULL ? 'overloaded' : 'unavailable'));
  }
}

async function receive(request: IngestRequest, endpoint: Endpoint, store: IngestStore): Promise<IngestAnswer> {
  const limit = endpoint.kind === 'single' ? MAX_EVENT_BYTES + SINGLE_CALL_SLACK_BYTES : MAX_BODY_BYTES;
  const tooLarge = endpoint.kind === 'single' ? 'event_too_large' : 'body_too_large';
  const declared = Number(request.header('content-length') ?? 0);
  if (declared > limit) return failure(tooLarge, { close: true });
  let held = 0;
  // Memory is bounded over all connections by what has arrived, not by what was announced: idle callers take no room.
  const room = (bytes: number) => {
    held += bytes;
    store.bodyBytes += bytes;
    return store.bodyBytes <= MAX_BODIES_BYTES;
  };
  try {
    const raw = await request.readBody(limit, room);
    if (raw === 'too_large') return failure(tooLarge, { close: true });
    if (raw === 'no_room') return failure('overloaded', { close: true });
    if (raw === 'too_slow') return failure('too_slow', { close: true });
    if (raw === 'aborted') return failure('invalid_json', { close: true });
    const body = await decodeBody(raw, request.header('content-encoding'), limit);
    if (body === 'too_large') return failure(tooLarge);
    if (body === 'invalid_encoding') return failure('invalid_encoding');
    if (body !== raw && !room(body.length)) return failure('overloaded');
    return await receiveBody(request, endpoint, store, body);
  } finally {
    store.bodyBytes -= held;
  }
}

type Outcome = { accepted: Accepted; bytes: number; answer: IngestAnswer };

async function receiveBody(request: IngestRequest, endpoint: Endpoint, store: IngestStore, body: Buffer): Promise<IngestAnswer> {
  // The parsed body is let go before the wait for the commit: what lives long costs the garbage collector most.
  const outcome = await readBody(request, endpoint, store, body);
  if ('status' in outcome) return outcome;
  await store.commits.add(outcome.accepted, outcome.bytes);
  return outcome.answer;
}

async function readBody(request: IngestRequest, endpoint: Endpoint, store: IngestStore, body: Buffer): Promise<Outcome | IngestAnswer> {
  const parsed = parseJson(body);
  const queryKey = request.query === '' ? null : new URLSearchParams(request.query).get('writeKey');
  for (const key of writeKeysOf(request.header('authorization'), parsed?.value, queryKey)) {
    const source = await store.keys.find(key);
    if (!source) continue;
    if (!source.enabled) return failure('source_disabled');
    return parsed ? readEvents(request, endpoint, store, source, parsed.value) : failure('invalid_json');
  }
  return parsed ? failure('unknown_write_key') : failure('invalid_json');
}

function readEvents(
  request: IngestRequest,
  endpoint: Endpoint,
  store: IngestStore,
  source: WriteKeyInfo,
  value: unknown,
): Outcome | IngestAnswer {
  const receivedAt = new Date();
  const call = readCall(value, {
    endpoint,
    sourceId: source.sourceId,
    receivedAt,
    fromBrowser: request.header('origin') !== undefined,
    ip: request.address,
    userAgent: request.header('user-agent'),
    newMessageId: newId,
  });
  if (call.problem === 'no_events') return failure('no_events');
  if (call.problem === 'too_many_events') return failure('too_many_events');
  if (call.problem === 'too_large') return failure('body_too_large');
  if (source.ratePerSecond !== null && source.ratePerSecond > 0) {
    const { bucket, waitSeconds } = take(store.buckets.get(source.keyHash), call.count, source.ratePerSecond, receivedAt.getTime());
    store.buckets.set(source.keyHash, bucket);
    if (waitSeconds > 0) return failure('rate_limited', { retryAfter: waitSeconds });
  }
  const accepted = { lines: call.rows.length > 0 ? inboxLines(call.rows) : null, rejects: call.rejects };
  return { accepted, bytes: call.bytes, answer: answerTo(call) };
}

function answerTo(call: ReadCall): IngestAnswer {
  if (call.accepted > 0) return success(call.accepted, call.named);
  const onlyLarge = call.rejects.every((r) => r.code === 'too_large');
  return failure(onlyLarge ? 'event_too_large' : 'no_events', { extra: named(call.named) });
}
