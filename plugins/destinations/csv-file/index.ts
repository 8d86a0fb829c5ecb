import { fileSettings } from '@/plugins/kit/file-settings';
import type { SnapshotDestination } from '@/plugins/kit/types';

/** The members of each attached segment as a CSV file, written anew on a schedule. */
export const csvFile: SnapshotDestination = {
  id: 'csv-file',
  name: 'CSV file',
  docs: 'docs/destinations.md#files',
  transport: 'snapshot',
  settings: fileSettings,
  erase: {
    supported: false,
    reason: 'Files that were written before the erasure still hold the person. Those written after it do not: remove the older ones.',
  },
};
