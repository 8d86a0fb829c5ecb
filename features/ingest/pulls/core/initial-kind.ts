import { suggestMapping } from '../../imports/core/suggest-mapping';
import { type NamedMapping, positional } from '../../mapping/named-mapping';
import type { RowKind } from '../../mapping/row-kind-fields';

/** The stored mapping for these columns, those that are new left out; without one, what headers and values suggest. */
export function initialKind(stored: NamedMapping | null, header: string[], rows: readonly (readonly (string | null)[])[]): RowKind {
  if (stored) {
    const { rows: kind, eventName, key, columns } = positional(stored, header);
    return { rows: kind, eventName: eventName ?? '', key, columns };
  }
  const suggested = suggestMapping(
    header,
    rows.map((row) => row.map((cell) => cell ?? '')),
  );
  return { ...suggested, eventName: suggested.eventName ?? '' };
}
