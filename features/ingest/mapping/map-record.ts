import { saidOfIssue } from '@/lib/said-of-issue';
import { type ImportedEvent, rowToEvent } from '../imports/core/row-to-event';
import type { Mapping } from '../imports/schema';
import type { Reason, RowFault } from '../imports/types';
import { rawEventSchema } from '../schema';
import { flatten } from './flatten';
import { type NamedMapping, namesOf, positional } from './named-mapping';

export type Mapped = { ok: true; event: ImportedEvent; hasOwnId: boolean } | ({ ok: false; code: RowFault } & Reason);

/**
 * Cells, in the order of `header`, as an event of the API's own shape. Its messageId is that of the mapped column, if there is one
 * (`hasOwnId`), else `messageId`.
 */
export function mapCells(cells: readonly (string | null)[], header: string[], mapping: Mapping, messageId: string): Mapped {
  const row = { line: 0, endLine: 0, raw: '', cells: cells.map((cell) => cell ?? '') };
  const result = rowToEvent(row, mapping, header, '');
  if (!result.ok) return result;
  const own = mapping.columns.findIndex(({ kind }) => kind === 'message_id');
  const hasOwnId = own >= 0 && (cells[own] ?? '').trim() !== '';
  const event = hasOwnId ? result.event : { ...result.event, messageId };
  const parsed = rawEventSchema.safeParse(event);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const said = issue ? saidOfIssue(issue) : { message: 'Not an event' };
    return { ok: false, code: 'refused', reason: `${issue?.path.join('.') ?? ''}: ${said.message}`, key: said.key, values: said.values };
  }
  return JSON.stringify(event).includes('\\u0000')
    ? { ok: false, code: 'refused', reason: 'The row holds a NUL character, which cannot be stored.', key: 'row.nul' }
    : { ok: true, event, hasOwnId };
}

/** As `mapCells`, of an object: nested fields by their paths. */
export function mapRecord(record: unknown, mapping: NamedMapping, messageId: string): Mapped {
  const flat = flatten(record);
  const header = namesOf(mapping);
  return mapCells(
    header.map((name) => flat[name] ?? null),
    header,
    positional(mapping, header),
    messageId,
  );
}
