import { z } from 'zod';

const ids = z.array(z.uuid()).min(1);

/**
 * The facts that flow to later stages outside the pipeline's own transaction: the whole contract on one page.
 * A fact carries a *set* of ids, is published in the transaction that makes it true, and is handled by every subscriber's job.
 */
export const topics = {
  /** Traits, identifiers or the make-up of these profiles changed (staff edit, merge, import, score). `dependencies` as in segment_dependencies. */
  'profiles.changed': z.strictObject({ profileIds: ids, dependencies: z.array(z.string()), cause: z.enum(['edit', 'merge', 'score']) }),
  /** Consent of these profiles changed. */
  'consent.changed': z.strictObject({ profileIds: ids, purpose: z.string(), channel: z.string() }),
  /** These people's data is restricted, or objected to for marketing, or no longer so: every stage that acts on people looks again. */
  'restrictions.changed': z.strictObject({ profileIds: ids, kind: z.enum(['restriction', 'objection']) }),
  /** The rules of this purpose changed (mode, validity, archived): what it allows may be different for anybody. */
  'purposes.changed': z.strictObject({ purpose: z.string() }),
  /** The company's time zone changed: days of people whose own is not known begin at other moments. */
  'zone.changed': z.strictObject({ timeZone: z.string() }),
  /** These profiles entered or left a segment outside the pipeline (clock, full evaluation). */
  'memberships.changed': z.strictObject({ segmentId: z.uuid(), changeIds: z.array(z.number()) }),
} as const;

export type Topic = keyof typeof topics;
export type Fact<T extends Topic> = z.infer<(typeof topics)[T]>;
