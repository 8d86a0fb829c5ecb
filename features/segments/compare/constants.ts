/** Most segments one picture of overlaps shows. */
export const MOST_SEGMENTS = 50;
/** Most intersections that are listed one by one. */
export const MOST_INTERSECTIONS = 40;
/** Larger groups are asked by chance: about so many people of each. */
export const SAMPLE = 20_000;
/** Events are looked up person by person, so that fewer are asked. */
export const EVENT_SAMPLE = 4_000;
/** Events of so many days count for differences. */
export const EVENT_DAYS = 365;
/** What fewer people than this have in both groups together is never called a difference. */
export const LEAST_SUPPORT = 10;
/** Chance of naming even one difference that is none, over everything tested. */
export const FAMILY_ERROR = 0.01;
/** Most differences shown in either direction. */
export const MOST_DIFFERENCES = 25;
/** Most values of a trait shown one by one. */
export const MOST_LINES = 20;
