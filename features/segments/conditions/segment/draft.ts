/** A segment condition as it is being written. */
export type SegmentDraft = { kind: 'segment'; segmentId?: string; op?: 'in' | 'not_in' };

export const newSegment: SegmentDraft = { kind: 'segment', op: 'in' };
