import type { AnySql } from '@/db/client';
import { dataMap } from '@/db/data-map';
import { plain } from '@/db/literals';
import type { About } from '../types';

type Moments = { firstToldAt: Date; lastToldAt: Date };

/** What a person must be told about the use of their data: purposes, recipients, where it came from, how long it stays, what decides by it. */
export async function aboutOf(tx: AnySql, profileIds: readonly string[]): Promise<About> {
  const ids = plain(profileIds);
  const purposes = await tx<About['purposes']>`
    select key, name, description, lawful_basis as "lawfulBasis" from purposes where not archived order by name`;
  const recipients = await tx<({ name: string; kind: string } & Moments)[]>`
    select d.name, d.kind, min(r.first_told_at) as "firstToldAt", max(r.last_told_at) as "lastToldAt"
    from recipients r join destinations d on d.id = r.destination_id
    where r.profile_id = any(${ids}::text::uuid[]) group by d.id order by d.name`;
  const sources = await tx<About['sources']>`
    select s.name, s.kind from sources s where s.id in (select source_id from records where profile_id = any(${ids}::text::uuid[])) order by s.name`;
  const models = await tx<{ model: string; version: number; fittedAt: Date }[]>`
    select kind as model, version, fitted_at as "fittedAt" from models where status = 'published' order by version desc`;
  return {
    purposes: [...purposes],
    recipients: recipients.map((r) => ({ ...r, firstToldAt: r.firstToldAt.toISOString(), lastToldAt: r.lastToldAt.toISOString() })),
    sources: [...sources],
    retention: Object.entries(dataMap).flatMap(([table, { subject, retain }]) => (subject === 'profile' ? [{ table, rule: retain }] : [])),
    automatedDecisions: models.map((m) => ({ ...m, fittedAt: m.fittedAt.toISOString() })),
  };
}
