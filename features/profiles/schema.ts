import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { REASON_LENGTH } from './constants';

const moment = z.iso.datetime().nullable();

export const identifierOutput = z.object({ type: z.string(), value: z.string(), firstSeenAt: moment, lastSeenAt: moment });

/** A profile as the API gives it. Amounts in major units of `currency`. */
export const profileOutput = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  traits: z.record(z.string(), z.unknown()),
  identifiers: z.array(identifierOutput),
  segments: z.array(z.object({ id: z.uuid(), name: z.string(), enteredAt: moment })),
  firstSeenAt: moment,
  lastSeenAt: moment,
  eventCount: z.number(),
  orderCount: z.number(),
  spend: z.number(),
  currency: z.string().nullable(),
  lastOrderAt: moment,
  openTickets: z.number(),
  createdAt: moment,
  updatedAt: moment,
});

export const profileListOutput = z.object({ data: z.array(profileOutput), nextCursor: z.string().nullable() });

const limit = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

/** `identifier` or `q`, or neither: then every profile by last contact, the newest first. */
export const profileListQuery = z
  .strictObject({
    identifier: z.string().min(3).max(400).optional(),
    q: z.string().min(1).max(200).optional(),
    cursor: z.string().max(500).optional(),
    limit: limit(100, 20),
  })
  .refine((query) => [query.identifier, query.q, query.cursor].filter((v) => v !== undefined).length <= 1, {
    message: keyed('profile.onlyOne', 'Give only one of identifier, q and cursor'),
    path: ['identifier'],
  });

export const profileParams = z.strictObject({ id: z.uuid() });

export const eventOutput = z.object({
  id: z.uuid(),
  type: z.string(),
  name: z.string(),
  occurredAt: moment,
  receivedAt: moment,
  sourceId: z.uuid(),
  messageId: z.string(),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  properties: z.record(z.string(), z.unknown()),
  context: z.record(z.string(), z.unknown()),
});

export const eventListOutput = z.object({ data: z.array(eventOutput), nextCursor: z.string().nullable() });

/** One value or several: `?source=a&source=b`. */
const several = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .pipe(z.array(z.string().min(1).max(300)).max(50));

export const eventListQuery = z.strictObject({
  source: several.pipe(z.array(z.uuid())).optional(),
  name: several.optional(),
  cursor: z.string().max(500).optional(),
  limit: limit(200, 50),
});

/** The explorer's list: a search text, or the browse list with its filters. */
export const explorerQuery = z.strictObject({
  q: z.string().max(200).optional(),
  source: z.uuid().optional(),
  segment: z.uuid().optional(),
  /** purpose/channel */
  consent: z
    .string()
    .regex(/^[^/]{1,100}\/[^/]{1,100}$/)
    .optional(),
  cursor: z.string().max(500).optional(),
  limit: limit(100, 50),
});

export const explorerCountQuery = explorerQuery.pick({ source: true, segment: true, consent: true });

export const quickSearchQuery = z.strictObject({ q: z.string().max(200), limit: limit(20, 8) });

export const revealInput = z.strictObject({ profileId: z.uuid(), reason: z.string().trim().min(3).max(500) });
export const hideInput = z.strictObject({ profileId: z.uuid() });

/** What a caller can be asked for. */
export const verifyFields = ['name', 'email', 'phone', 'postcode', 'birthDate', 'orderNumber'] as const;
export const verifyInput = z.strictObject({
  profileId: z.uuid(),
  field: z.enum(verifyFields),
  said: z.string().trim().min(1).max(200),
});

export const addNoteInput = z.strictObject({
  profileId: z.uuid(),
  kind: z.enum(['note', 'call']),
  body: z.string().trim().min(1).max(5000),
});

export const editTraitInput = z.strictObject({
  profileId: z.uuid(),
  trait: z
    .string()
    .trim()
    .regex(/^[\p{L}_][\p{L}\p{N}_.\- ]{0,99}$/u),
  value: z.union([z.string().trim().min(1).max(2000), z.number(), z.boolean()]),
  reason: z.string().trim().min(3).max(500),
});

export const linkParams = z.strictObject({ id: z.uuid(), linkId: z.uuid() });
export const linkPreviewQuery = z.strictObject({ disabled: z.enum(['true', 'false']) });

/** `disabled`: keeps the link's ends apart; else gives it back to the rules. */
export const switchLinkInput = z.strictObject({
  profileId: z.uuid(),
  linkId: z.uuid(),
  disabled: z.boolean(),
  reason: z.string().trim().min(3).max(REASON_LENGTH),
});
