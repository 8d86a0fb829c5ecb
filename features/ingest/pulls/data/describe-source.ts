import type { AnySql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { openConnector, readConnection } from '@/features/sources/connections/data/read-connection';
import type { SourceColumn, SourceSelection } from '@/features/sources/connections/types';
import type { ConnectorContext, FilesConnector, SelectionFault } from '@/plugins/kit/connector';
import { detectFormat } from '../../imports/core/detect-format';
import { readHead, readHeader, readRows } from '../../imports/data/read-rows';
import { listPaths } from '../../mapping/flatten';
import { recordColumns } from '../core/record-columns';
import { withSpooledFile } from '../jobs/spool-file';
import { recentPayloads } from './payloads';

/** What the mapping screen shows of a source: columns with some rows, and what can be chosen. */
export type SourceView = {
  columns: SourceColumn[];
  rows: (string | null)[][];
  key: string[];
  marks: string[];
  faults: SelectionFault[];
  /** Where lists of rows lie inside the payloads. */
  lists: string[];
};

const SAMPLE = 20;
const nothing = { key: [], marks: [], faults: [], lists: [] };

/** Asks the source itself; of a webhook, what it has sent. Rows are for those who may see people whole. @throws ConnectionError, AppError */
export async function describeSource(
  sql: AnySql,
  sourceId: string,
  selection: SourceSelection,
  signal: AbortSignal,
  personalData: PersonalData,
): Promise<SourceView> {
  const view = await ask(sql, sourceId, selection, signal);
  return personalData === 'full' ? view : { ...view, rows: [] };
}

async function ask(sql: AnySql, sourceId: string, selection: SourceSelection, signal: AbortSignal): Promise<SourceView> {
  const connection = await readConnection(sql, sourceId);
  if (connection.kind === 'webhook') {
    const payloads = await recentPayloads(sql, sourceId);
    const lists = [...new Set(payloads.flatMap((payload) => listPaths(payload)))];
    return { ...nothing, ...recordColumns(payloads, selection.items), lists };
  }
  const { connector, settings } = await openConnector(sql, connection);
  if (connector.variant === 'pull') {
    const { sample, ...described } = await connector.describe(selection, { settings, signal });
    return { ...described, rows: sample, lists: [] };
  }
  return connector.variant === 'files' ? describeFile(connector, { settings, signal }) : { ...nothing, columns: [], rows: [] };
}

/** The newest file stands for all. */
async function describeFile(connector: FilesConnector<unknown>, context: ConnectorContext<unknown>): Promise<SourceView> {
  const newest = (await connector.list(context)).at(-1);
  if (!newest) return { ...nothing, columns: [], rows: [] };
  return withSpooledFile(connector, newest.name, context, async ({ path }) => {
    const format = detectFormat(await readHead(path));
    const header = await readHeader(path, format);
    const rows: string[][] = [];
    for await (const part of readRows(path, format, { afterLine: header.endLine, columns: header.names.length })) {
      for (const row of part.rows) if ('cells' in row && rows.length < SAMPLE) rows.push(row.cells);
      if (rows.length >= SAMPLE) break;
    }
    return { ...nothing, columns: header.names.map((name) => ({ name, type: 'text' })), rows };
  });
}
