import type { Duration } from '../duration';

export const segmentOps = ['in', 'not_in', 'entered_within', 'left_within', 'was_in'] as const;
export type SegmentOp = (typeof segmentOps)[number];

/** A segment condition as it is being written. */
export type SegmentDraft = { kind: 'segment'; segmentId?: string; op?: SegmentOp; within?: Duration; at?: string };

export const newSegment: SegmentDraft = { kind: 'segment', op: 'in' };

/** The draft with another operator: what the former one alone needed is dropped. */
export function withOp({ within, at: _, ...draft }: SegmentDraft, op: SegmentOp): SegmentDraft {
  const lately = op === 'entered_within' || op === 'left_within';
  return { ...draft, op, ...(lately ? { within: within ?? { days: 7 } } : {}) };
}
