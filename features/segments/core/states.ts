import type { SegmentState } from '../types';

/** Whether nobody evaluates a segment in this state: it keeps the members that it has. */
export const standsStill = (state: SegmentState): boolean => state !== 'building' && state !== 'live';

/** Whether somebody can have a segment in this state evaluated again as it is. */
export const canStartAgain = (state: SegmentState): boolean => state === 'stopped' || state === 'failed';
