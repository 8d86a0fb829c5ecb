import { sql } from '@/db/client';
import type { PersonalData } from '@/features/access/types';
import { LARGE_MERGE_JOB, linkJobKey, SWITCH_LINK_JOB } from '@/features/identity/constants';
import { NOTES_SHOWN } from '../constants';
import type { TraitFlags } from '../core/mask';
import { HIDDEN, maskIdentifier, maskInside, maskTraits } from '../core/mask';
import type { GroupView, LinkView, NoteView, SourceName } from '../types';

/** The names of all sources, deleted ones too: their data may still be here. */
export async function listSourceNames(): Promise<SourceName[]> {
  return sql()<SourceName[]>`select id, name, kind from sources order by name`;
}

const LINKS_SHOWN = 300;

/**
 * Why identifiers belong to this profile, or were kept apart: the newest first. `switching`: a decision about the link waits for the
 * worker, or is being carried out; read in one snapshot with the link itself.
 */
export async function listLinks(profileId: string, personalData: PersonalData): Promise<LinkView[]> {
  type End = { type: string; value: string };
  type Row = Pick<LinkView, 'id' | 'kind' | 'status' | 'rule' | 'switching'> & { a: End; b: End; source_id: string; occurred_at: Date };
  const rows = await sql()<Row[]>`
    select l.id, l.kind, l.status, l.a, l.b, l.rule, l.source_id, l.occurred_at, exists (
      select from graphile_worker.jobs j
      where j.key = ${linkJobKey(SWITCH_LINK_JOB, '')}::text || l.id::text and j.attempts < j.max_attempts
    ) as switching
    from links l where l.profile_id = ${profileId} order by l.occurred_at desc, l.id limit ${LINKS_SHOWN}`;
  const end = ({ type, value }: End) => ({ type, value: maskIdentifier(type, value, personalData) });
  return rows.map(({ source_id, occurred_at, ...row }) => ({
    ...row,
    a: end(row.a),
    b: end(row.b),
    sourceId: source_id,
    at: occurred_at.toISOString(),
  }));
}

/**
 * Whether the worker is at, or has before it, a decision about a link of this profile or a large merge. To be asked before anything
 * else of a page is read: what has ended by then, all of the page shows; of what has not, the page may hold a mixture, and asks again.
 */
export async function isBeingRestructured(profileId: string): Promise<boolean> {
  const [row] = await sql()<{ busy: boolean }[]>`
    select exists (
      select from links l join graphile_worker.jobs j
        on j.key in (${linkJobKey(SWITCH_LINK_JOB, '')}::text || l.id::text, ${linkJobKey(LARGE_MERGE_JOB, '')}::text || l.id::text)
      where l.profile_id = ${profileId} and j.attempts < j.max_attempts
    ) as busy`;
  return row?.busy ?? false;
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
