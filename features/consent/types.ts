import type { consentStates, lawfulBases, methods, modes } from './constants';
import type { MeasuringMark } from './core/covers-measuring';

/*
 * Purpose: what a person's data may be used for.  Channel: the way a person is reached.  Statement: what a person said about one
 * purpose × channel, at a moment; the ledger keeps all of them.  State: the statement in force, the fold of the ledger.
 * Withheld: a person left out of a send, an export or a filtered read because `may` said no, with the reason.
 */

/** What a statement says. `denied`: no from the start; `withdrawn`: no, after a yes. Both mean no. */
export type ConsentStateName = (typeof consentStates)[number];

export type Mode = (typeof modes)[number];
export type LawfulBasis = (typeof lawfulBases)[number];
export type Method = (typeof methods)[number];

/** What the meaning of consent needs to know of a purpose. */
export type PurposeRule = { key: string; mode: Mode; validityDays: number | null; marketing: boolean; archived: boolean };

/** What the meaning of consent needs to know of a channel. */
export type ChannelRule = { key: string; archived: boolean };

/** One entry of the ledger, as far as the fold reads it. `state` is text: what is not known is refused, not guessed. */
export type Statement = { id: string; state: string; occurredAt: Date; expiresAt: Date | null };

/** The statement in force for one purpose × channel. */
export type ConsentState = { state: string; since: Date; expiresAt: Date | null };

/**
 * What stands above every consent. Restricted (Art. 18): the data is kept and nothing else. Objected (Art. 21): no marketing, and no
 * profiling for it.
 */
export type Standing = { restricted: boolean; objected: boolean };

/** Why somebody is left out. */
export type WithheldReason =
  | 'restricted'
  | 'objected'
  | 'no_consent'
  | 'denied'
  | 'withdrawn'
  | 'expired'
  | 'not_yet_valid'
  | 'malformed'
  | 'unknown_purpose'
  | 'unknown_channel'
  | 'archived_purpose'
  | 'archived_channel';

/** Of an audience: who may be used, and who is left out by reason; they add up to `total`. */
export type Eligibility = { total: number; eligible: number; reasons: Record<string, number> };

export type Decision = { allowed: true } | { allowed: false; reason: WithheldReason };

/** A purpose as the console shows and edits it. */
export type Purpose = PurposeRule & {
  name: string;
  description: string;
  lawfulBasis: LawfulBasis;
  /** Set when its wordings say that opens and clicks of messages are noticed. */
  measuring: MeasuringMark | null;
  createdAt: Date;
};

/** A channel as the console shows and edits it. */
export type Channel = ChannelRule & { name: string; createdAt: Date };

/** One row for `recordConsents`. Without `occurredAt` it is now; a later moment than now counts as now. */
export type ConsentRow = {
  profileId: string;
  purpose: string;
  channel: string;
  state: ConsentStateName;
  method: Method;
  occurredAt?: Date;
  expiresAt?: Date | null;
  textVersion?: string | null;
  evidence?: Record<string, unknown>;
  /** Makes recording idempotent: a row of this id is taken once. */
  id?: string;
};

/**
 * A split: the profile that was left, and the one that came (back) of it. `origins`: as whom it was known, whose rows go along; `stayed`: as whom
 * the profile that was left is known; `shared`: others of whom it has records, or nobody has, whose rows do not come along; `divided`: ids that nobody
 * has again although more than one may be them.
 */
export type Parting = {
  from: string;
  to: string;
  origins: readonly string[];
  stayed: readonly string[];
  shared: readonly string[];
  divided: readonly string[];
};
