import { loadDeliveries, loadDestinationForm, loadFileRuns, loadSyncs } from '../loaders';
import type { DestinationView } from '../types';
import { DeliveryLog } from './delivery-log';
import { DestinationForm } from './destination-form';
import type { DestinationTab } from './destination-tabs';
import { FileRuns } from './file-runs';
import { SyncList } from './sync-list';

type Props = {
  tab: DestinationTab;
  destination: DestinationView;
  query: Record<string, string | string[] | undefined>;
  mayWrite: boolean;
};

/** The open tab with what it alone needs. */
export async function DestinationPanel({ tab, destination, query, mayWrite }: Props) {
  const writable = mayWrite && destination.status !== 'deleting';
  switch (tab) {
    case 'segments':
      return <SyncList destination={destination} mayWrite={writable} {...(await loadSyncs(destination.id, destination.kind))} />;
    case 'deliveries':
      return (
        <DeliveryLog
          destinationId={destination.id}
          deadCount={destination.figures.dead}
          mayWrite={writable}
          {...(await loadDeliveries(destination.id, query))}
        />
      );
    case 'files':
      return <FileRuns destination={destination} mayWrite={writable} first={await loadFileRuns(destination.id)} />;
    case 'settings':
      return <DestinationForm destination={destination} {...(await loadDestinationForm(destination.id))} />;
  }
}
