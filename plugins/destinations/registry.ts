import type { AnyDestination } from '@/plugins/kit/types';
import { csvFile } from './csv-file';
import { googleCustomerMatch } from './google-customer-match';
import { metaAudience } from './meta-audience';
import { postgresTable } from './postgres-table';
import { webhook } from './webhook';

/** Every kind of destination there is. */
export const destinationKinds = {
  webhook,
  'csv-file': csvFile,
  'meta-audience': metaAudience,
  'google-customer-match': googleCustomerMatch,
  'postgres-table': postgresTable,
} as const satisfies Record<string, AnyDestination>;

/** The destination of this kind. @returns undefined for an unknown kind. */
export const destinationKind = (kind: string): AnyDestination | undefined =>
  Object.hasOwn(destinationKinds, kind) ? destinationKinds[kind as keyof typeof destinationKinds] : undefined;
