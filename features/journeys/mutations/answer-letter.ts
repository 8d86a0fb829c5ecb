import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { atMost } from '../core/at-most';
import { deadLink } from '../core/dead-link';
import { isByHand } from '../core/is-by-hand';
import { readLinkToken, readOpenToken } from '../core/letter-marks';
import { noteClicked, noteOpened } from './note-reading';

/** Whoever follows a link waits at most so long for our note of it. */
const LONGEST_WAIT_MS = 2_000;
/** Notes in hand at a time, each with a connection of its own: the others are left to what people wait for. What is beyond is lost. */
const fewClicks = atMost(3);
const fewOpens = atMost(2);

const dropped = () =>
  counter<'what'>({
    name: 'tessera_letter_notes_dropped_total',
    help: 'Openings and clicks of e-mails that were not noted, since enough of them were in hand',
    labelNames: ['what'],
  });

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** A link of a letter was followed: on to where it leads, whatever becomes of our note of it. */
export async function answerLink(token: string, request: Request): Promise<Response> {
  const followed = readLinkToken(token);
  if (!followed) return deadLink(request);
  if (isByHand(request))
    await noteOrNot(
      'clicks',
      fewClicks(() => noteClicked(followed)),
    );
  return new Response(null, { status: 302, headers: { location: followed.target, 'cache-control': 'no-store' } });
}

/** The picture of a letter was loaded. */
export async function answerOpen(token: string, request: Request): Promise<Response> {
  const messageId = readOpenToken(token);
  if (!messageId) return deadLink(request);
  if (isByHand(request))
    await noteOrNot(
      'opens',
      fewOpens(() => noteOpened(messageId)),
    );
  // Mailboxes on other sites show it.
  const headers = { 'content-type': 'image/gif', 'cache-control': 'no-store', 'cross-origin-resource-policy': 'cross-origin' };
  return new Response(GIF, { headers });
}

async function noteOrNot(what: 'opens' | 'clicks', note: Promise<boolean | undefined>): Promise<void> {
  const noted = note.then(
    (known) => {
      if (known === undefined) dropped().inc({ what });
    },
    (err: unknown) => log.warn({ err }, 'what was read of a letter could not be noted'),
  );
  await Promise.race([noted, sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);
}
