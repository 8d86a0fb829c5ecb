'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { AlertsPanel } from '../../alerts/components/alerts-panel';
import type { SegmentAlert } from '../../alerts/types';
import { SizeChart } from '../../components/size-chart';
import type { SegmentNow } from '../../data/segment-now';
import type { RuleNames } from '../../data/suggestions';
import { ReasonsPanel } from '../../reasons/components/reasons-panel';
import type { Uses } from '../types';
import { Freshness } from './freshness';
import classes from './overview.module.css';
import { UsesGraph } from './uses-graph';

type Props = {
  segment: { id: string; name: string };
  now: SegmentNow;
  uses: Uses;
  alerts: SegmentAlert[];
  mails: boolean;
  may: { write: boolean; profiles: boolean };
  names: RuleNames;
};

/** How fresh the segment is, how it grew, why people came and went, what hangs on it, and who is told when. */
export function OverviewPanel({ segment, now, uses, alerts, mails, may, names }: Props) {
  const [point, setPoint] = useQueryState('at', parseAsString);
  return (
    <div className={classes.page}>
      <Freshness id={segment.id} shown={now} />
      <SizeChart segmentId={segment.id} onPoint={(at) => void setPoint(at)} />
      <ReasonsPanel segmentId={segment.id} point={point} onAll={() => void setPoint(null)} names={names} mayOpen={may.profiles} />
      <UsesGraph name={segment.name} uses={uses} />
      <AlertsPanel segmentId={segment.id} shown={now} alerts={alerts} mayWrite={may.write} mails={mails} />
    </div>
  );
}
