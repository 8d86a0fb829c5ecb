import type { AnySql } from '@/db/client';

/** What uses a trait, and keeps it from being deleted. */
export type TraitUser = { kind: 'segment' | 'template' | 'destination'; id: string; name: string };

/**
 * Everything that uses a trait: segments whose rules read it, also through others or by its rank; e-mail templates whose newest version
 * names it; destinations that are told of it.
 */
export async function usersOf(tx: AnySql, trait: string): Promise<TraitUser[]> {
  const segments = await tx<{ id: string; name: string }[]>`
    select distinct s.id, s.name from segments s join segment_dependencies d on d.segment_id = s.id
    where s.status = 'active' and d.depends_on in (${`trait:${trait}`}, ${`cuts:${trait}`}) order by s.name, s.id`;
  const templates = await tx<{ id: string; name: string }[]>`
    select t.id, t.name from email_templates t join lateral (
      select * from email_template_versions v where v.template_id = t.id order by v.version desc limit 1) v on true
    where not t.archived and concat_ws(' ', v.subject, v.preheader, v.html, v.text) ~ ${`\\mprofile([.]${trait}\\M|\\[["']${trait}["']\\])`} order by t.name, t.id`;
  const destinations = await tx<{ id: string; name: string }[]>`
    select distinct d.id, d.name from syncs y join destinations d on d.id = y.destination_id
    where y.mapping->'traits' ? ${trait} and d.status in ('enabled', 'paused') order by d.name, d.id`;
  return [
    ...segments.map((s) => ({ kind: 'segment' as const, ...s })),
    ...templates.map((t) => ({ kind: 'template' as const, ...t })),
    ...destinations.map((d) => ({ kind: 'destination' as const, ...d })),
  ];
}
