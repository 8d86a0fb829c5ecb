import type { z } from 'zod';
import { maskJson } from '@/features/access/core/mask-json';
import type { PersonalData } from '@/features/access/types';
import { type Said, saidBy } from '@/lib/errors';
import { mapCells } from '../../mapping/map-record';
import { positional } from '../../mapping/named-mapping';
import type { previewInput } from '../schema';

/** What a row becomes: an event of the API, as JSON, or why it is refused. */
export type PreviewRow = { ok: true; type: string; name: string | null; json: string } | ({ ok: false } & Said);

/** Sends rows through a mapping that need not be saved. Stores nothing, asks nobody. */
export function previewMapping({ header, rows, mapping }: z.output<typeof previewInput>, personalData: PersonalData): PreviewRow[] {
  const placed = positional(mapping, header);
  return rows.map((cells) => {
    const mapped = mapCells(cells, header, placed, '…');
    if (!mapped.ok) return { ok: false, message: mapped.reason, ...saidBy(mapped.key, mapped.values) };
    const { messageId: _, ...event } = mapped.event;
    const shown = personalData === 'full' ? event : maskJson(event, personalData);
    return { ok: true, type: event.type, name: event.event ?? null, json: JSON.stringify(shown, null, 2) };
  });
}
