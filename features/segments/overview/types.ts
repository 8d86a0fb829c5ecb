/** Something that a segment uses, or that uses it. `href` is absent for what has no page. */
export type Linked = {
  kind: 'segment' | 'event' | 'trait' | 'consent' | 'list' | 'destination' | 'campaign' | 'export';
  name: string;
  href: string | null;
};

/** What the segment reads, and what reads it. */
export type Uses = { uses: Linked[]; usedBy: Linked[] };
