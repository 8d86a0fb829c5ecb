import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { consentStates, lawfulBases, methods, modes, staffMethods } from './constants';

const key = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_-]{0,49}$/, keyed('consent.keyForm', 'Lower-case letters, digits, - and _, beginning with a letter; at most 50'));
const name = z.string().trim().min(1, keyed('consent.name', 'Give it a name')).max(80);
const moment = z.iso
  .datetime({ offset: true, error: keyed('consent.moment', 'An ISO 8601 time with its zone, as in 2026-01-31T12:00:00Z') })
  .pipe(z.coerce.date());

const MAX_EVIDENCE = 8_192;
const evidence = z
  .record(z.string().max(100), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
  .refine(
    (value) => JSON.stringify(value).length <= MAX_EVIDENCE,
    keyed('consent.evidence', `At most ${MAX_EVIDENCE} characters as JSON`, { limit: MAX_EVIDENCE }),
  );

/** What others send to `POST /api/v1/consents`. */
export const consentInput = z
  .strictObject({
    identifier: z.string().min(3).max(300).optional().meta({ description: 'type:value in any spelling, as in email:ann@example.com' }),
    profileId: z.uuid().optional(),
    purpose: z.string().min(1).max(50),
    channel: z.string().min(1).max(50),
    state: z.enum(consentStates),
    occurredAt: moment.optional().meta({ description: 'When it was said. Without it: now. A later moment counts as now.' }),
    expiresAt: moment.nullish().meta({ description: 'When a grant ends by itself.' }),
    textVersion: z.string().max(200).nullish().meta({ description: 'Which wording the person saw.' }),
    evidence: evidence.optional().meta({ description: 'How it can be shown: form, page, ticket.' }),
    createProfile: z.boolean().default(false).meta({ description: 'Make a profile when the identifier is unknown.' }),
  })
  .refine((v) => (v.identifier === undefined) !== (v.profileId === undefined), {
    path: ['identifier'],
    message: keyed('consent.oneIdentifier', 'Give either identifier or profileId'),
  });

export type ConsentInput = z.output<typeof consentInput>;

const isoText = z.iso.datetime();

export const consentStateOutput = z.object({
  purpose: z.string(),
  channel: z.string(),
  state: z.enum([...consentStates, 'unset']),
  since: isoText.nullable(),
  expiresAt: isoText.nullable(),
  allowed: z.boolean().meta({ description: 'Whether the person may be used for this purpose on this channel now.' }),
  reason: z.string().nullable().meta({ description: 'Why not, when not allowed.' }),
});

export const consentEntryOutput = z.object({
  id: z.uuid(),
  purpose: z.string(),
  channel: z.string(),
  state: z.string(),
  occurredAt: isoText,
  recordedAt: isoText,
  expiresAt: isoText.nullable(),
  method: z.enum(methods),
  actor: z.string(),
  textVersion: z.string().nullable(),
  wording: z.string().nullable().meta({ description: 'What was shown, when it was a wording kept here.' }),
  evidence: z.record(z.string(), z.unknown()),
});

export const consentAnswer = z.object({ profileId: z.uuid(), consent: consentStateOutput });

export const consentParams = z.object({ id: z.uuid() });
export const consentHistoryQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const profileConsentsOutput = z.object({
  profileId: z.uuid(),
  data: z.array(consentStateOutput).meta({ description: 'One entry for every purpose × channel in use.' }),
  history: z.array(consentEntryOutput),
  nextCursor: z.string().nullable(),
});

export type ConsentStateView = z.output<typeof consentStateOutput>;
export type ConsentEntry = z.output<typeof consentEntryOutput>;
export type ProfileConsents = z.output<typeof profileConsentsOutput>;

export const setConsentInput = z.strictObject({
  profileId: z.uuid(),
  purpose: key,
  channel: key,
  state: z.enum(consentStates),
  method: z.enum(staffMethods),
  /** Which wording the person was shown or read, as `v3-en`. */
  textVersion: z.string().max(200).nullish(),
  reason: z.string().trim().min(3, keyed('consent.source', 'Say where this comes from, for example a ticket number')).max(500),
  expiresAt: moment.nullish(),
});

export const purposeInput = z
  .strictObject({
    key,
    name,
    description: z.string().trim().max(500).default(''),
    lawfulBasis: z.enum(lawfulBases),
    mode: z.enum(modes),
    marketing: z.boolean(),
    /** Whether its wordings say that opens and clicks of messages are noticed. */
    measuring: z.boolean(),
    validityDays: z.int().min(1, keyed('consent.oneDay', 'At least one day')).max(36_500).nullable(),
  })
  .refine(({ mode, measuring }) => mode === 'opt_in' || !measuring, {
    path: ['measuring'],
    message: keyed('consent.measuringAsks', 'Only a purpose that asks first can cover measuring'),
  });

export const channelInput = z.strictObject({ key, name });
export const archiveInput = z.strictObject({ key, archived: z.boolean() });

export const eligibilityInput = z.strictObject({
  segmentId: z.uuid(),
  purpose: z.string().min(1).max(50),
  channel: z.string().min(1).max(50),
});

export const eligibilityOutput = z.object({
  total: z.int(),
  eligible: z.int(),
  reasons: z.record(z.string(), z.int()).meta({ description: 'Who may not be used, by reason. total = eligible + their sum.' }),
});
