export type MembershipCause = 'event' | 'clock' | 'rule' | 'consent' | 'merge' | 'edit' | 'erasure';

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
 * (merged away) are allowed and leave all their segments.
 */
export type TouchedSet = { profileIds: string[]; dependencies: Set<string>; cause: MembershipCause; now: Date };

/** Whom a rule is asked about: everyone, these ids, or every profile whose hash falls into `part` of a thousand. */
export type Scope = { type: 'everyone' } | { type: 'ids'; ids: string[] } | { type: 'sample'; perMille: number };

export type SegmentState = 'building' | 'live' | 'invalid';
