import type { RuleNode } from '../schema';

/** A segment as it was saved. `rule` is undefined when the stored one no longer fits the schema; then it cannot be brought back. */
export type SegmentVersion = {
  version: number;
  name: string;
  description: string;
  rule: RuleNode | undefined;
  /** As it is stored, for the eye. */
  json: string;
  changedBy: string;
  changedAt: string;
  note: string;
  restoredFrom: number | null;
};

/** How many the rules of two versions fit now, and how many fit only one of them. */
export type VersionCounts = { before: number; after: number; entering: number; leaving: number };
