import { randomUUID } from 'node:crypto';

/** One event as the sender knows it. `unknown`: no answer came, or one that promises nothing. */
export type SentEvent = { messageId: string; person: string; value: number; state: 'sent' | 'acknowledged' | 'unknown' };

export type Load = {
  counts(): { sent: number; acknowledged: number; unknown: number };
  events(): ReadonlyMap<string, SentEvent>;
  stop(): Promise<void>;
};

type Options = {
  url: string;
  writeKey: string;
  record(entry: { at: string; state: string; messageIds: string[] }): void;
  senders?: number;
};

const PEOPLE = 200;

/**
 * Sends small batches from several senders without rest. A batch that was not acknowledged is sent once more with the same
 * message ids, as SDKs do, so that doubles would show.
 */
export function startLoad({ url, writeKey, record, senders = 6 }: Options): Load {
  const events = new Map<string, SentEvent>();
  let running = true;
  const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;

  const makeBatch = (): SentEvent[] =>
    Array.from({ length: 1 + Math.floor(Math.random() * 20) }, () => ({
      messageId: randomUUID(),
      person: `fault-${Math.floor(Math.random() * PEOPLE)}`,
      value: Math.floor(Math.random() * 100),
      state: 'sent' as const,
    }));

  const post = async (batch: readonly SentEvent[]): Promise<boolean> => {
    const body = batch.map(({ messageId, person, value }) => ({
      type: 'track',
      event: 'Order Completed',
      messageId,
      userId: person,
      properties: { revenue: value, currency: 'EUR' },
      timestamp: new Date().toISOString(),
    }));
    try {
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await fetch(`${url}/v1/batch`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ batch: body }),
        signal: AbortSignal.timeout(10_000),
      });
      await answer.text();
      return answer.status === 200;
    } catch {
      return false;
    }
  };

  const settle = (batch: readonly SentEvent[], state: SentEvent['state']) => {
    for (const event of batch) event.state = state;
    record({ at: new Date().toISOString(), state, messageIds: batch.map((event) => event.messageId) });
  };

  const send = async () => {
    while (running) {
      const batch = makeBatch();
      for (const event of batch) events.set(event.messageId, event);
      settle(batch, 'sent');
      let acknowledged = await post(batch);
      if (!acknowledged) {
        settle(batch, 'unknown');
        await new Promise((resolve) => setTimeout(resolve, 200));
        acknowledged = Math.random() < 0.7 && (await post(batch));
      }
      if (acknowledged) settle(batch, 'acknowledged');
    }
  };
  const done = Promise.all(Array.from({ length: senders }, send));

  return {
    events: () => events,
    counts: () => {
      const of = (state: SentEvent['state']) => [...events.values()].filter((event) => event.state === state).length;
      return { sent: events.size, acknowledged: of('acknowledged'), unknown: of('unknown') + of('sent') };
    },
    stop: async () => {
      running = false;
      await done;
    },
  };
}
