import { z } from 'zod';
import { foldDigits } from '@/lib/digits';
import { locales } from '@/lib/i18n/config';
import { keyed } from '@/lib/said-of-issue';
import { MAX_HTML, MAX_SUBJECT, messageStatuses, readings } from './constants';

const name = z.string().trim().min(1, keyed('consent.name', 'Give it a name')).max(80);
const key = z.string().min(1).max(50);
const ADDRESS = /^[^\s@<>(),;:"\\]{1,64}@[^\s@<>(),;:"\\]{1,190}$/;
const address = z.string().trim().max(254).regex(ADDRESS, keyed('email.address', 'An e-mail address, as in news@example.com'));
const optionalAddress = z.union([z.literal(''), address]);
/** Whole numbers in any script; empty for none. */
const optionalRate = z
  .union([z.number(), z.string().transform((text) => (text.trim() === '' ? null : Number(foldDigits(text.trim()))))])
  .nullable()
  .refine((n) => n === null || (Number.isInteger(n) && n >= 1 && n <= 100_000), keyed('email.rate', 'A whole number from 1 to 100,000'));

export const senderInput = z.strictObject({
  fromName: z
    .string()
    .trim()
    .min(1, keyed('consent.name', 'Give it a name'))
    .max(80)
    .regex(/^[^\r\n]*$/),
  fromAddress: address,
  replyTo: optionalAddress,
  bounceAddress: optionalAddress,
  postalAddress: z.string().trim().min(1, keyed('email.postal', 'Your postal address stands under every message')).max(500),
  ratePerMinute: optionalRate,
  useInstallation: z.boolean(),
  host: z.string().trim().max(253),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().trim().max(320),
  /** Empty keeps what is stored. */
  password: z.string().max(1_000),
  dkimDomain: z.string().trim().max(253),
  dkimSelector: z.string().trim().max(63),
  /** Empty keeps what is stored. */
  dkimKey: z.string().max(10_000),
});
export type SenderInput = z.output<typeof senderInput>;
export const emptyInput = z.strictObject({});

const content = z.strictObject({
  locale: z.enum(locales),
  subject: z.string().trim().min(1, keyed('email.subject', 'Write a subject')).max(MAX_SUBJECT),
  preheader: z.string().trim().max(MAX_SUBJECT),
  html: z.string().min(1, keyed('email.body', 'Write the message')).max(MAX_HTML),
  text: z.string().max(MAX_HTML).nullable(),
});
export const templateInput = content.extend({ id: z.uuid().optional(), name });
export type TemplateInput = z.output<typeof templateInput>;
export const archiveTemplateInput = z.strictObject({ id: z.uuid(), archived: z.boolean() });

/** What a preview is made of: a template as it stands in the editor, which may be half written. */
export const previewInput = z.strictObject({
  locale: z.enum(locales),
  subject: z.string().max(MAX_SUBJECT),
  preheader: z.string().max(MAX_SUBJECT),
  html: z.string().max(MAX_HTML),
  text: z.string().max(MAX_HTML).nullable(),
  profileId: z.uuid().nullable(),
});
export const testMailInput = content.extend({ profileId: z.uuid().nullable() });

export const campaignInput = z.strictObject({
  id: z.uuid().optional(),
  name,
  segmentId: z.uuid(keyed('email.segment', 'Choose a segment')),
  purpose: key,
  channel: key,
  templateId: z.uuid(keyed('email.template', 'Choose a template')),
  ratePerMinute: optionalRate,
  /** What is noticed of its letters, of people who have agreed to the purpose; null: nothing. */
  measuring: z
    .strictObject({ opens: z.boolean(), clicks: z.boolean(), purpose: key.or(z.literal('')) })
    .refine(({ opens, clicks }) => opens || clicks)
    .nullable(),
});
export type CampaignInput = z.output<typeof campaignInput>;
export const campaignId = z.strictObject({ id: z.uuid() });
export const startInput = z.strictObject({
  id: z.uuid(),
  /** How many people the reviewer typed that it goes to, and was shown. */
  confirmed: z.number().int().min(1),
  /** ISO moment; null: now. */
  startAt: z.iso.datetime({ offset: true }).nullable(),
});
export type StartInput = z.output<typeof startInput>;
export const pauseCampaignInput = z.strictObject({ id: z.uuid(), paused: z.boolean() });

export const audienceQuery = z.strictObject({ segmentId: z.uuid(), purpose: key, channel: key, measurePurpose: key.optional() });
export const messageFilter = z.strictObject({
  status: z.enum(messageStatuses).optional(),
  /** Those of which this was noticed. */
  read: z.enum(readings).optional(),
  cursor: z.string().max(500).optional(),
});
export type MessageFilter = z.output<typeof messageFilter>;
export const idParams = z.object({ id: z.uuid() });
export const letterParams = z.object({ token: z.string().min(1).max(10_000) });
export const liftInput = z.strictObject({ profileId: z.uuid(), addressHash: z.string().regex(/^[0-9a-f]{64}$/) });
