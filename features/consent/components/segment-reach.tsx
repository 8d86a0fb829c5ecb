import { loadReachChoices } from '../loaders';
import { ReachPanel } from './reach-panel';

/** For the page of a segment: whom of it one may reach, for the usual purpose to begin with. */
export async function SegmentReach({ segmentId }: { segmentId: string }) {
  return <ReachPanel segmentId={segmentId} {...(await loadReachChoices())} />;
}
