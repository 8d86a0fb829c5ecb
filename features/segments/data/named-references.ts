import type { AnySql } from '@/db/client';

/** Something that a rule refers to, by the name that people know it by; `href` where it has a page of its own. */
export type NamedReference = { kind: 'list' | 'source' | 'purpose' | 'channel' | 'trait'; name: string; href: string | null };

const isKind = (kind: string): kind is NamedReference['kind'] => ['list', 'source', 'purpose', 'channel', 'trait'].includes(kind);

/** References such as `list:<id>` with their names, also those of archived and deleted things. */
export async function namedReferences(tx: AnySql, references: readonly string[]): Promise<NamedReference[]> {
  if (references.length === 0) return [];
  const rows = await tx<{ reference: string; name: string }[]>`
    select 'list:' || id as reference, name from lists where 'list:' || id = any(${[...references]})
    union all select 'source:' || id, name from sources where 'source:' || id = any(${[...references]})
    union all select 'purpose:' || key, name from purposes where 'purpose:' || key = any(${[...references]})
    union all select 'channel:' || key, name from channels where 'channel:' || key = any(${[...references]})`;
  const names = new Map(rows.map(({ reference, name }) => [reference, name]));
  return references.flatMap((reference): NamedReference[] => {
    const colon = reference.indexOf(':');
    const [kind, rest] = [reference.slice(0, colon), reference.slice(colon + 1)];
    if (!isKind(kind)) return [];
    const name = names.get(reference);
    return [{ kind, name: name ?? rest, href: kind === 'list' && name !== undefined ? `/segments/lists/${rest}` : null }];
  });
}
