import type { ProfileLine } from '@/features/profiles/types';
import type { Condition } from './conditions/schemas';
import type { Finding } from './conditions/types';
import type { ValueType } from './conditions/value-schema';
import type { Touches } from './core/units';

export type MembershipCause = 'event' | 'clock' | 'rule' | 'consent' | 'merge' | 'edit' | 'erasure' | 'score';

/** One person entering or leaving one segment; `id` orders all changes. */
export type MembershipChange = {
  id: number;
  segmentId: string;
  profileId: string;
  change: 'enter' | 'leave';
  cause: MembershipCause;
  at: Date;
};

/**
 * Profiles that something touched, already locked by the caller. `dependencies` as in segment_dependencies: `event:<name>`,
 * `trait:<name>`, `consent:<purpose>/<channel>`, `segment:<id>`, or `*` for everything. Ids of profiles that no longer exist
 * (merged away) are allowed and leave all their segments. `touches` says more exactly which of the profiles each of them touched.
 */
export type TouchedSet = { profileIds: string[]; dependencies: Set<string>; touches?: Touches; cause: MembershipCause; now: Date };

/** Whom a rule is asked about: everyone, these ids, or every profile whose hash falls into `part` of a thousand. */
export type Scope = { type: 'everyone' } | { type: 'ids'; ids: string[] } | { type: 'sample'; perMille: number };

/**
 * `building`: everybody is being evaluated; `live`: membership follows each change. The rest stands still, with the members it has, until it is
 * evaluated again: `stopped` by somebody, `failed` to be evaluated, `invalid` because its rule cannot be answered any more.
 */
export type SegmentState = 'building' | 'live' | 'stopped' | 'failed' | 'invalid';

/*
 * What the console shows. Moments are ISO 8601 texts in UTC; people are masked for the reader.
 */

/** A person as a line, since when they belong to the segment, and the traits that were asked for. */
export type MemberLine = { profile: ProfileLine; enteredAt: string; values: Record<string, unknown> };

/** One entering or leaving; `profile` is null when that profile is no more. */
export type ChangeLine = {
  id: number;
  profileId: string;
  profile: ProfileLine | null;
  change: 'enter' | 'leave';
  cause: MembershipCause;
  at: string;
};

/**
 * How many match a rule, of about how many profiles, and a few of them. `exact` is false when one in fifty was asked; `withheld` of them
 * may not be reached for the purpose that was asked about.
 */
export type Preview = { count: number; withheld: number; exact: boolean; total: number; sample: ProfileLine[]; asOf: string };

type ComparedSide = { count: number; sample: ProfileLine[] };
/** Who would enter and leave under a changed rule; not known when comparing took too long. */
export type Comparison = { known: false } | { known: true; stays: number; enters: ComparedSide; leaves: ComparedSide };

/** The rule again, each node with its answer for one person; conditions with what was looked at. */
export type ExplainedNode =
  | { met: boolean; all: ExplainedNode[] }
  | { met: boolean; any: ExplainedNode[] }
  | { met: boolean; not: ExplainedNode }
  | { met: boolean; condition: Condition; finding: Finding };

/** `inside`: the rule's answer at `asOf`; `member`: what the membership says, which follows within moments. */
export type Explanation = {
  profile: ProfileLine;
  inside: boolean;
  member: boolean;
  restricted: boolean;
  still: boolean;
  rule: ExplainedNode;
  asOf: string;
};

/** A value that was seen, and how often in the sample that was looked at. */
export type SampleValue = { value: string; count: number };
/** What lies inside a trait that is an object. */
export type InsideTrait = { path: string[]; type: ValueType };
