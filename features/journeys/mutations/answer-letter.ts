import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '@/lib/log';
import { deadLink } from '../core/dead-link';
import { isByHand } from '../core/is-by-hand';
import { readLinkToken, readOpenToken } from '../core/letter-marks';
import { noteClicked, noteOpened } from './note-reading';

/** Whoever follows a link waits at most so long for our note of it. */
const LONGEST_WAIT_MS = 2_000;

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** A link of a letter was followed: on to where it leads, whatever becomes of our note of it. */
export async function answerLink(token: string, request: Request): Promise<Response> {
  const followed = readLinkToken(token);
  if (!followed) return deadLink(request);
  if (isByHand(request)) await noteOrNot(noteClicked(followed));
  return new Response(null, { status: 302, headers: { location: followed.target, 'cache-control': 'no-store' } });
}

/** The picture of a letter was loaded. */
export async function answerOpen(token: string, request: Request): Promise<Response> {
  const messageId = readOpenToken(token);
  if (!messageId) return deadLink(request);
  if (isByHand(request)) await noteOrNot(noteOpened(messageId));
  // Mailboxes on other sites show it.
  const headers = { 'content-type': 'image/gif', 'cache-control': 'no-store', 'cross-origin-resource-policy': 'cross-origin' };
  return new Response(GIF, { headers });
}

async function noteOrNot(note: Promise<boolean>): Promise<void> {
  const noted = note.catch((err: unknown) => log.warn({ err }, 'what was read of a letter could not be noted'));
  await Promise.race([noted, sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);
}
