/** The parts of a segment's page, as `?tab=` in its address; the first is the default. */
export const segmentTabs = ['members', 'overview', 'changes', 'compare', 'rule', 'versions', 'why'] as const;

export type SegmentTab = (typeof segmentTabs)[number];

/** The tab an address asks for; the first for one that does not exist. */
export const tabOf = (asked: unknown): SegmentTab => segmentTabs.find((tab) => tab === asked) ?? 'members';
