import { z } from 'zod';
import { emailAddress } from '@/features/access/core/email-address';
import { isLocale, locales } from '@/lib/i18n/config';
import { keyed } from '@/lib/said-of-issue';
import { NOTE_LENGTH, proofs, REASON_LENGTH, REQUESTS_A_PAGE, refusalGrounds, requestStates, requestTypes } from './constants';

const requestId = z.uuid();
const note = z.string().trim().max(NOTE_LENGTH).nullable();
const reason = z.string().trim().min(3, keyed('request.reason', 'Say why.')).max(REASON_LENGTH);
const optional = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .nullish()
    .transform((text) => text || null);

/** An identifier in any spelling; without a type it may be of any. */
export const givenIdentifier = z.strictObject({
  type: z.string().trim().max(64).default(''),
  value: z.string().trim().min(1, keyed('request.identifier', 'Give something the person is known by.')).max(256),
});

const fields = {
  type: z.enum(requestTypes),
  name: optional(200),
  contact: z
    .preprocess((text) => (typeof text === 'string' && text.trim() === '' ? null : text), emailAddress.nullish())
    .transform((v) => v ?? null),
  message: optional(5000),
};

/** What staff enter. `receivedOn`: the day it came in, in the company's zone. */
export const intakeInput = z.strictObject({
  ...fields,
  identifiers: z.array(givenIdentifier).max(20),
  locale: z.enum(locales),
  receivedOn: z.iso.date(),
  identityAwaited: z.boolean(),
});

/** What a system of the company hands over. `receivedAt`: when it was received, at most a year ago; now without it. */
export const apiIntake = z.strictObject({
  ...fields,
  identifiers: z.array(givenIdentifier).min(1).max(20),
  locale: z
    .string()
    .max(20)
    .optional()
    .transform((text) => (isLocale(text) ? text : locales[0])),
  receivedAt: z.iso.datetime({ offset: true }).optional(),
  identityAwaited: z.boolean().default(false),
});

const moment = z.iso.datetime().nullable();

/** A request as the API gives it: how far it is, nothing about the person. */
export const requestOutput = z.object({
  id: z.uuid(),
  number: z.number(),
  type: z.enum(requestTypes),
  state: z.enum(requestStates),
  origin: z.enum(['staff', 'api', 'form']),
  receivedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  pausedAt: moment,
  extendedAt: moment,
  finishedAt: moment,
  nothingHeld: z.boolean(),
  refusalGround: z.enum(refusalGrounds).nullable(),
});

export const requestListOutput = z.object({ data: z.array(requestOutput), nextCursor: z.string().nullable() });

export const requestParams = z.strictObject({ id: z.uuid() });

/** `open` is every state that is not an end. */
export const stateFilters = ['open', 'all', ...requestStates] as const;

export const listQuery = z.strictObject({
  q: z.string().max(200).optional(),
  state: z.enum(stateFilters).default('open'),
  type: z.enum(requestTypes).optional(),
  overdue: z.literal('yes').optional(),
  /** A member of staff, `me` or `none`. */
  assignee: z.union([z.uuid(), z.enum(['me', 'none'])]).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(REQUESTS_A_PAGE),
});
export type ListQuery = z.output<typeof listQuery>;

export const apiListQuery = listQuery.pick({ state: true, type: true, cursor: true, limit: true });

export const noteInput = z.strictObject({
  requestId,
  note: z.string().trim().min(1, keyed('request.noteMissing', 'Write something.')).max(NOTE_LENGTH),
});
export const optionalNoteInput = z.strictObject({ requestId, note });
export const reasonInput = z.strictObject({ requestId, reason });
export const verifyInput = z.strictObject({ requestId, profileIds: z.array(z.uuid()).max(50), proof: z.enum(proofs), note });
export const refuseInput = z.strictObject({ requestId, ground: z.enum(refusalGrounds), note: reason });
export const runInput = z.strictObject({ requestId, confirmation: z.string().max(20).nullable() });
export const assignInput = z.strictObject({ requestId, assigneeId: z.uuid().nullable() });
export const identifierInput = z.strictObject({ requestId, identifier: givenIdentifier });

const correction = z.strictObject({
  profileId: z.uuid(),
  trait: z
    .string()
    .trim()
    .regex(/^[\p{L}_][\p{L}\p{N}_.\- ]{0,99}$/u),
  value: z.union([z.string().trim().min(1).max(2000), z.number(), z.boolean()]),
});
export const planInput = z.strictObject({ requestId, corrections: z.array(correction).min(1).max(50), reason });

export const formSettingsInput = z.strictObject({ enabled: z.boolean() });

/** What the public form sends. `known`: anything else by which the company knows the person. */
export const formInput = z.object({
  type: z.enum(requestTypes),
  email: emailAddress,
  name: optional(200),
  known: optional(256),
  message: optional(5000),
});
