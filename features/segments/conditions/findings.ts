import type { ComponentType } from 'react';
import { ActivityFinding } from './activity/finding';
import { BucketFinding } from './bucket/finding';
import { ConsentFinding } from './consent/finding';
import { EventFinding } from './event/finding';
import { HoldoutFinding } from './holdout/finding';
import { IdentityFinding } from './identity/finding';
import { InterestFinding } from './interest/finding';
import { ListFinding } from './list/finding';
import { RankFinding } from './rank/finding';
import { HistoryFinding } from './segment/history-finding';
import { SequenceFinding } from './sequence/finding';
import { SessionFinding } from './session/finding';
import { TraitFinding } from './trait/finding';
import type { Finding } from './types';

export type FindingProps<K extends Finding['kind']> = { finding: Extract<Finding, { kind: K }> };

/** What shows a finding of a kind; a segment's is the tree of its rule, which the tree itself shows. */
const findings: { [K in Exclude<Finding['kind'], 'segment'>]: ComponentType<FindingProps<K>> } = {
  trait: TraitFinding,
  event: EventFinding,
  consent: ConsentFinding,
  identity: IdentityFinding,
  history: HistoryFinding,
  activity: ActivityFinding,
  session: SessionFinding,
  sequence: SequenceFinding,
  list: ListFinding,
  bucket: BucketFinding,
  holdout: HoldoutFinding,
  rank: RankFinding,
  interest: InterestFinding,
};

/** The component for a finding of this kind: the one place where a finding meets what shows it. */
export const findingOf = (kind: Exclude<Finding['kind'], 'segment'>): ComponentType<{ finding: Finding }> =>
  findings[kind] as unknown as ComponentType<{ finding: Finding }>;
