/** People who are in exactly these of the segments asked about: in each of `segmentIds` and in none of the others. */
export type Intersection = { segmentIds: string[]; count: number };

/** How segments overlap. `rest`: people in intersections too rare to be listed, and how many those intersections are. */
export type Overlap = {
  segments: { id: string; name: string; size: number }[];
  intersections: Intersection[];
  rest: { intersections: number; people: number };
  asOf: string;
};

/** Two groups of people were counted: all of them, or `asked` of about `size` drawn by chance. */
export type Side = { asked: number; size: number; sampled: boolean };

/** How often something holds in the segment (`a`) and in the group it is compared with (`b`), of those asked. */
export type Counts = { a: number; b: number };

export type BreakdownLine = Counts & { value: string; shareA: number; shareB: number };

/** A trait's values, the most frequent of the segment first. `values` are bounds when a number was divided into ranges. */
export type Breakdown = {
  trait: string;
  type: 'values' | 'ranges' | 'months';
  lines: BreakdownLine[];
  /** Of whom the value is among the rarer ones, and who has none. */
  other: Counts;
  missing: Counts;
  a: Side;
  b: Side;
  asOf: string;
};

/** Something that can be said of a person. */
export type Feature = { type: 'trait'; trait: string; value: string; range: boolean } | { type: 'event'; event: string };

/** What is found more or less often in `a` than in `b`, of so many asked. `lift` is the ratio of the two shares, drawn a little towards 1. */
export type Difference = Counts & {
  of: Counts;
  feature: Feature;
  shareA: number;
  shareB: number;
  lift: number;
};

export type Differences = {
  over: Difference[];
  under: Difference[];
  /** How many features were looked at, and how many of those were frequent enough to be tested. */
  seen: number;
  tested: number;
  a: Side;
  b: Side;
  asOf: string;
};
