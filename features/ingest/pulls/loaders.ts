import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { readConnection } from '@/features/sources/connections/data/read-connection';
import type { SourceColumn, SourceSelection } from '@/features/sources/connections/types';
import { consentChoices } from '../imports/data/consent-choices';
import type { ConsentChoice } from '../imports/types';
import { type NamedMapping, namedMappingSchema } from '../mapping/named-mapping';

export type MappingView = {
  id: string;
  kind: string;
  hasSettings: boolean;
  selection: SourceSelection;
  /** As they were when the mapping was saved. */
  columns: SourceColumn[] | null;
  mapping: NamedMapping | null;
  mode: 'full' | 'incremental';
  onDrift: 'continue' | 'pause';
  consents: ConsentChoice[];
};

/** What is read of a source and how it is mapped. @throws AppError not_found */
export async function loadMapping(id: string): Promise<MappingView> {
  await requireScope('sources:write');
  const [connection, consents] = await Promise.all([readConnection(sql(), id), consentChoices(sql())]);
  const { kind, hasSettings, selection, columns, mapping, mode, onDrift } = connection;
  const whole: SourceSelection = { stream: kind === 'postgres' ? '' : kind, query: null, key: [], mark: null, items: null };
  const parsed = namedMappingSchema.safeParse(mapping);
  const shown = { id, kind, hasSettings, selection: selection ?? whole, columns, mode, onDrift, consents };
  return { ...shown, mapping: parsed.success ? parsed.data : null };
}
