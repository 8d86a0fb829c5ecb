import { setTimeout as sleep } from 'node:timers/promises';
import { type AnySql, connect, sql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import { EMAIL_CHANNEL } from '@/features/journeys/constants';
import { activeCampaigns, sendingCampaign } from '@/features/journeys/data/campaigns';
import { readSender } from '@/features/journeys/data/sender';
import { noteTrouble } from '@/features/journeys/mutations/campaign-trouble';
import { claimMessages } from '@/features/journeys/mutations/claim-messages';
import { cancelWaiting, recoverMessages, releaseMessage } from '@/features/journeys/mutations/finish-message';
import { sendMessage } from '@/features/journeys/mutations/send-message';
import type { Sender } from '@/features/journeys/types';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { openSmtp, type SmtpSession } from '@/lib/smtp';

const POLL_MS = 1_000;
/** Connections to the mail server a campaign, and messages taken at a time by each. */
const CONNECTIONS = 5;
const CLAIM = 8;
/** Servers count messages a connection; a new one is opened after so many. */
const MESSAGES_A_CONNECTION = 200;
const FIRST_REST_MS = 2_000;
const LONGEST_REST_MS = 300_000;
const REST_AFTER_FAULT_MS = 5_000;

const sent = counter({ name: 'tessera_emails_total', help: 'E-mails by outcome of the attempt', labelNames: ['outcome'] });

type Queue = { busy: boolean; troubles: number; restUntil: number };

/**
 * Sends what campaigns have to send. May run in several processes: messages are shared out by the database, rates hold for all together.
 * Stopping waits for the messages under way.
 */
export async function startEmailSender({ pollMs = POLL_MS }: { pollMs?: number } = {}): Promise<{ stop(): Promise<void> }> {
  const queues = new Map<string, Queue>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  // The locks of sends stand on this one connection: they fall when the process does.
  const locks = connect(databaseUrl(), { max: 1 });
  let wake = (): void => undefined;

  const look = async () => {
    for (const { id } of await activeCampaigns(sql())) {
      const queue = queues.get(id) ?? { busy: false, troubles: 0, restUntil: 0 };
      queues.set(id, queue);
      if (queue.busy || queue.restUntil > Date.now()) continue;
      queue.busy = true;
      const run = drain(id, queue, { locks, signal: stopping.signal })
        .catch((err: unknown) => {
          queue.restUntil = Date.now() + REST_AFTER_FAULT_MS;
          log.error({ err, campaignId: id }, 'sending a campaign failed');
        })
        .finally(() => {
          queue.busy = false;
          running.delete(run);
        });
      running.add(run);
    }
  };

  const listener = await sql().listen(EMAIL_CHANNEL, () => wake());
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await look().catch((err: unknown) => log.error({ err }, 'looking for campaigns failed'));
      await Promise.race([woken, sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined)]);
    }
  })();

  return {
    stop: async () => {
      stopping.abort();
      await loop;
      await Promise.all(running);
      await listener.unlisten().catch(() => undefined);
      await locks.end({ timeout: 2 });
    },
  };
}

function databaseUrl(): string {
  const url = env().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  return url;
}

type Context = { locks: AnySql; signal: AbortSignal };

/** Sends a campaign's messages over as many connections as allowed, until none is due. */
async function drain(id: string, queue: Queue, context: Context): Promise<void> {
  const { unknown } = await recoverMessages(id);
  if (unknown > 0) log.warn({ campaignId: id, unknown }, 'messages of a process that died may have been sent: they are not sent again');
  if (!(await sendingCampaign(sql(), id))) return cancelWaiting(sql(), id);
  const sender = await readSender(sql());
  if (!sender) {
    queue.restUntil = Date.now() + REST_AFTER_FAULT_MS;
    return noteTrouble(id, 'no_sender');
  }
  const companyName = (await readCompanySettings()).name;
  await Promise.all(Array.from({ length: CONNECTIONS }, () => line(id, queue, { ...context, sender, companyName })));
}

type LineContext = Context & { sender: Sender; companyName: string };

/** One connection's share of the work. */
async function line(id: string, queue: Queue, context: LineContext): Promise<void> {
  let smtp: SmtpSession | undefined;
  let used = 0;
  const goesOn = () => !context.signal.aborted && queue.restUntil <= Date.now();
  try {
    while (goesOn()) {
      // Read anew each round: pausing and cancelling hold from the next claim on, and are asked once more before the first byte.
      const campaign = await sendingCampaign(sql(), id);
      if (!campaign) return;
      const { claimed, next, waitMs } = await claimMessages(campaign, CLAIM);
      if (next === 'finished') return;
      for (const message of claimed) {
        if (!goesOn()) {
          await releaseMessage(message, 0);
          continue;
        }
        if (!smtp?.usable || used >= MESSAGES_A_CONNECTION) {
          smtp?.close();
          smtp = await open(id, queue, context.sender);
          used = 0;
        }
        if (!smtp) {
          await releaseMessage(message, 0);
          continue;
        }
        used += 1;
        const outcome = await sendMessage(message, campaign, { ...context, smtp });
        sent.inc({ outcome });
        await noteOutcome(id, queue, outcome);
      }
      if (next === 'later') return;
      if (waitMs > 0) await sleep(Math.min(waitMs, POLL_MS), undefined, { signal: context.signal }).catch(() => undefined);
    }
  } finally {
    smtp?.close();
  }
}

async function open(id: string, queue: Queue, sender: Sender): Promise<SmtpSession | undefined> {
  const opened = await openSmtp(sender.server);
  if ('send' in opened) return opened;
  rest(queue);
  await noteTrouble(id, opened.code);
  return undefined;
}

async function noteOutcome(id: string, queue: Queue, outcome: string): Promise<void> {
  if (outcome === 'unreachable' || outcome === 'sender_refused') {
    rest(queue);
    await noteTrouble(id, outcome);
    return;
  }
  if (outcome === 'sent' && queue.troubles > 0) {
    queue.troubles = 0;
    await noteTrouble(id, null);
  }
}

/** The whole campaign waits when its server does not answer or refuses the sender, so that no message is spent on that. */
function rest(queue: Queue): void {
  if (queue.restUntil > Date.now()) return;
  queue.troubles += 1;
  queue.restUntil = Date.now() + Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** (queue.troubles - 1));
}
