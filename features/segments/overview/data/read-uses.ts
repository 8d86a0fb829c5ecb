import type { AnySql } from '@/db/client';
import { dependentsOf } from '../../data/dependents';
import type { Linked, Uses } from '../types';

const segmentHref = (id: string) => `/segments/${id}`;

/** What a segment reads, through the segments it names, and all that uses it: segments, destinations, campaigns, exports of the last month. */
export async function readUses(tx: AnySql, segmentId: string): Promise<Uses> {
  const dependencies = await tx<{ depends_on: string; name: string | null }[]>`
    select d.depends_on, coalesce(s.name, l.name) as name from segment_dependencies d
    left join segments s on d.depends_on in ('segment:' || s.id::text, 'members:' || s.id::text)
    left join lists l on d.depends_on = 'list:' || l.id::text
    where d.segment_id = ${segmentId} order by d.depends_on`;
  const campaigns = await tx<{ id: string; name: string }[]>`
    select id, name from campaigns where segment_id = ${segmentId} and status not in ('done', 'cancelled', 'failed') order by name, id`;
  const exports = await tx<{ format: string; n: number }[]>`
    select format, count(*)::int as n from exports where segment_id = ${segmentId} group by format order by format`;
  const usedBy = (await dependentsOf(tx, segmentId)).map(
    ({ id, name, kind }): Linked => ({
      kind,
      name,
      href: kind === 'segment' ? segmentHref(id) : `/destinations/${id}`,
    }),
  );
  return {
    uses: distinct(dependencies.flatMap(({ depends_on, name }) => linkOf(depends_on, name))),
    usedBy: [
      ...usedBy,
      ...campaigns.map(({ id, name }): Linked => ({ kind: 'campaign', name, href: `/emails/${id}` })),
      ...exports.map(({ format, n }): Linked => ({ kind: 'export', name: `${format.toUpperCase()} × ${n}`, href: null })),
    ],
  };
}

function linkOf(dependsOn: string, name: string | null): Linked[] {
  const colon = dependsOn.indexOf(':');
  const [type, rest] = [dependsOn.slice(0, colon), dependsOn.slice(colon + 1)];
  if (type === 'segment' || type === 'members') return name === null ? [] : [{ kind: 'segment', name, href: segmentHref(rest) }];
  if (type === 'event' || type === 'trait' || type === 'consent') return [{ kind: type, name: rest, href: null }];
  if (type === 'list') return name === null ? [] : [{ kind: 'list', name, href: `/segments/lists/${rest}` }];
  return [];
}

const distinct = (links: Linked[]): Linked[] => [
  ...new Map(links.map((link) => [`${link.kind} ${link.name} ${link.href}`, link])).values(),
];
