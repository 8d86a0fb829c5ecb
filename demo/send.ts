import { z } from 'zod';

/** One call of the tracking API, in the Segment wire format. */
export type Call = {
  type: 'track' | 'page' | 'identify';
  messageId: string;
  timestamp: string;
  event?: string;
  name?: string;
  userId?: string;
  anonymousId?: string;
  traits?: Record<string, unknown>;
  properties?: Record<string, unknown>;
  context?: Record<string, unknown>;
};

const BATCH = 250;
const MAX_BYTES = 1_500_000;

/**
 * Sends calls to the public batch endpoint, a few requests at a time, waiting as told when the server is busy.
 * @throws Error when the server refuses a batch, or after a minute of refusals.
 */
export async function sendCalls(
  baseUrl: string,
  writeKey: string,
  calls: Iterable<Call>,
  onSent: (n: number) => void | Promise<void>,
): Promise<void> {
  const batches = inBatches(calls);
  const work = async () => {
    for (let next = batches.next(); !next.done; next = batches.next()) {
      await post(`${baseUrl}/v1/batch`, { writeKey, batch: next.value });
      await onSent(next.value.length);
    }
  };
  await Promise.all([work(), work(), work()]);
}

function* inBatches(calls: Iterable<Call>): Generator<Call[]> {
  let batch: Call[] = [];
  let bytes = 0;
  for (const call of calls) {
    batch.push(call);
    bytes += JSON.stringify(call).length;
    if (batch.length < BATCH && bytes < MAX_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

const answerSchema = z.object({ message: z.string() }).partial();

async function post(url: string, body: unknown): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const text = await answer.text();
    if (answer.ok) return;
    // A key just made may take a second to be known in every process.
    const isBusy = answer.status === 429 || answer.status === 503 || (answer.status === 401 && attempt <= 5);
    if (!isBusy || attempt === 30) {
      throw new Error(
        `The ingestion API answered ${answer.status}: ${answerSchema.safeParse(safeJson(text)).data?.message ?? 'no reason given'}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * Math.min(5, Number(answer.headers.get('retry-after')) || 1)));
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An answer that is not JSON has no message to show.
    return undefined;
  }
}
