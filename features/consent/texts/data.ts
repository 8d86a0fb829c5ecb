import type { AnySql } from '@/db/client';
import { readTextRef } from './core/text-ref';
import type { ConsentText } from './types';

type Row = Omit<ConsentText, 'createdAt' | 'usedAt'> & { createdAt: Date; usedAt: Date | null };

/** Every version of every wording, the current one of each purpose × channel first. */
export async function listTexts(tx: AnySql): Promise<ConsentText[]> {
  const rows = await tx<Row[]>`
    select purpose, channel, version, texts, created_by as "createdBy", created_at as "createdAt", used_at as "usedAt"
    from consent_texts order by purpose, channel, version desc`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), usedAt: row.usedAt?.toISOString() ?? null }));
}

/** The wordings people are asked by now, by `purpose/channel`. */
export async function currentTexts(tx: AnySql): Promise<Map<string, { version: number; texts: Record<string, string> }>> {
  const rows = await tx<{ purpose: string; channel: string; version: number; texts: Record<string, string> }[]>`
    select distinct on (purpose, channel) purpose, channel, version, texts from consent_texts order by purpose, channel, version desc`;
  const asked = rows.filter(({ texts }) => Object.keys(texts).length > 0);
  return new Map(asked.map(({ purpose, channel, version, texts }) => [`${purpose}/${channel}`, { version, texts }]));
}

type Shown = { purpose: string; channel: string; textVersion: string | null };

/** What was shown with these statements, by `purpose/channel/ref`; wordings that are not ours are not in it. */
export async function wordingsOf(tx: AnySql, statements: readonly Shown[]): Promise<Map<string, string>> {
  const refs = statements.flatMap(({ purpose, channel, textVersion }) => {
    const ref = readTextRef(textVersion);
    return ref ? [{ key: `${purpose}/${channel}/${textVersion}`, purpose, channel, ...ref }] : [];
  });
  if (refs.length === 0) return new Map();
  const rows = await tx<{ key: string; text: string | null }[]>`
    select distinct r.key, t.texts->>r.locale as text
    from unnest(${refs.map((r) => r.key)}::text[], ${refs.map((r) => r.purpose)}::text[], ${refs.map((r) => r.channel)}::text[],
                ${refs.map((r) => r.version)}::int[], ${refs.map((r) => r.locale)}::text[]) r (key, purpose, channel, version, locale)
    join consent_texts t on t.purpose = r.purpose and t.channel = r.channel and t.version = r.version`;
  return new Map(rows.flatMap(({ key, text }) => (text ? [[key, text]] : [])));
}
