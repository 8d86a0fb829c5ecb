import { z } from 'zod';
import { checkUrl, isAllowedPrivate } from '@/lib/http';
import { keyed } from '@/lib/said-of-issue';
import { defineDestination } from '@/plugins/kit/define-destination';
import { resultOf } from '@/plugins/kit/results';
import type { DestinationContext, DestinationRow, RowResult } from '@/plugins/kit/types';
import { signatureHeaders } from './sign';

/** Shorter than a sender's lease, so that a living sender never loses what it holds. */
const TIMEOUT_MS = 10_000;

const needsHttps = keyed('destination.https', 'Give an address that begins with https://');

const settings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: needsHttps })
    .max(2000)
    .refine(isSafeScheme, needsHttps)
    .meta({ title: 'Address', description: 'Where each change is posted to, as JSON.', placeholder: 'https://example.com/hooks/tessera' }),
  secret: z
    .string()
    .min(16, keyed('destination.secret', 'At least 16 characters'))
    .max(200)
    .meta({ title: 'Signing secret', description: 'Signs each message, so that the receiver can tell who sent it.', widget: 'secret' }),
});

type Settings = z.output<typeof settings>;

/** Plain http would show people's data on the way, so it is for the hosts that the administrator has allowed by name. */
function isSafeScheme(address: string): boolean {
  const url = checkUrl(address);
  return url instanceof URL && (url.protocol === 'https:' || isAllowedPrivate(url));
}

async function post(row: DestinationRow, { settings: { url, secret }, http, now }: DestinationContext<Settings>): Promise<RowResult> {
  const body = JSON.stringify({ id: row.id, type: row.kind, at: row.at, segment: row.segment, profile: row.profile });
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Tessera-Webhook/1',
    'idempotency-key': row.id,
    ...signatureHeaders(secret, row.id, now, body),
  };
  return resultOf(await http({ method: 'POST', url, headers, body, timeoutMs: TIMEOUT_MS }), now);
}

/** Posts each change to an address of the company's own, signed. */
export const webhook = defineDestination({
  id: 'webhook',
  name: 'Webhook',
  docs: 'docs/destinations.md',
  settings,
  limits: { concurrency: 4 },
  check: (row, context) => post(row, context),
  deliver: (rows, context) => Promise.all(rows.map((row) => post(row, context))),
  erase: { supported: true },
});
