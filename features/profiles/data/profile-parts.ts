import { sql } from '@/db/client';
import { texts } from '@/db/literals';
import type { PersonalData } from '@/features/access/types';
import { linkJobKey, SWITCH_LINK_JOB } from '@/features/identity/constants';
import { NOTES_SHOWN } from '../constants';
import type { TraitFlags } from '../core/mask';
import { HIDDEN, maskIdentifier, maskInside, maskTraits } from '../core/mask';
import type { GroupView, LinkView, NoteView, SourceName } from '../types';

/** The names of all sources, deleted ones too: their data may still be here. */
export async function listSourceNames(): Promise<SourceName[]> {
  return sql()<SourceName[]>`select id, name, kind from sources order by name`;
}

const LINKS_SHOWN = 300;

/** Why identifiers belong to this profile, or were kept apart: the newest first. */
export async function listLinks(profileId: string, personalData: PersonalData): Promise<LinkView[]> {
  type End = { type: string; value: string };
  const rows = await sql()<
    { id: string; kind: LinkView['kind']; status: LinkView['status']; a: End; b: End; rule: string; source_id: string; occurred_at: Date }[]
  >`select id, kind, status, a, b, rule, source_id, occurred_at from links where profile_id = ${profileId}
    order by occurred_at desc, id limit ${LINKS_SHOWN}`;
  const switching = await waitingSwitches(rows.map((row) => row.id));
  const end = ({ type, value }: End) => ({ type, value: maskIdentifier(type, value, personalData) });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    status: row.status,
    rule: row.rule,
    a: end(row.a),
    b: end(row.b),
    sourceId: row.source_id,
    at: row.occurred_at.toISOString(),
    switching: switching.has(row.id),
  }));
}

/** The links about which a decision waits for the worker, or is being carried out. */
async function waitingSwitches(linkIds: readonly string[]): Promise<Set<string>> {
  if (linkIds.length === 0) return new Set();
  const keyOf = new Map(linkIds.map((id) => [linkJobKey(SWITCH_LINK_JOB, id), id]));
  const rows = await sql()<{ key: string }[]>`
    select key from graphile_worker.jobs where key = any(${texts([...keyOf.keys()])}::text::text[]) and attempts < max_attempts`;
  return new Set(rows.flatMap((row) => keyOf.get(row.key) ?? []));
}

/** The groups (companies) a profile belongs to. A small group's traits may point at a person, so they are masked like a person's. */
export async function listGroups(profileId: string, personalData: PersonalData, flags: TraitFlags): Promise<GroupView[]> {
  const rows = await sql()<{ id: string; traits: Record<string, unknown>; joined_at: Date }[]>`
    select pg.group_id as id, coalesce(g.traits, '{}'::jsonb) as traits, pg.joined_at
    from profile_groups pg left join groups g on g.id = pg.group_id
    where pg.profile_id = ${profileId} order by pg.joined_at desc, pg.group_id limit 100`;
  return rows.map((row) => ({ id: row.id, traits: maskTraits(row.traits, personalData, flags), joinedAt: row.joined_at.toISOString() }));
}

/** Notes and logged calls, the newest first. Contact details inside are masked; a reader without personal data sees only that there are some. */
export async function listNotes(profileId: string, personalData: PersonalData): Promise<NoteView[]> {
  const rows = await sql()<{ id: string; kind: NoteView['kind']; body: string; author_name: string; created_at: Date }[]>`
    select id, kind, body, author_name, created_at from notes where profile_id = ${profileId}
    order by created_at desc, id limit ${NOTES_SHOWN}`;
  const shown = { full: (body: string) => body, masked: maskInside, none: () => HIDDEN };
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    body: shown[personalData](row.body),
    authorName: row.author_name,
    at: row.created_at.toISOString(),
  }));
}

/** Ids of profiles that were merged into this one. */
export async function listMergedIds(profileId: string): Promise<{ id: string; at: string }[]> {
  const rows = await sql()<{ old_id: string; merged_at: Date }[]>`
    select old_id, merged_at from profile_aliases where profile_id = ${profileId} order by merged_at desc limit 100`;
  return rows.map((row) => ({ id: row.old_id, at: row.merged_at.toISOString() }));
}
