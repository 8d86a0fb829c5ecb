import { type AnySql, sql } from '@/db/client';
import { plain } from '@/db/literals';
import { log } from '@/lib/log';
import { audit } from '../audit';
import { recently } from '../core/recently';
import type { Scope } from '../types';

/** What somebody saw: a list, a file, an answer. Who was in it is kept beside the line. */
export type Access = { action: string; subjectType?: string; subjectId?: string };

/** Lists renew themselves and pages are opened again: that is one look, not many. */
const ONE_LOOK_MS = 15 * 60_000;
const REMEMBERED = 200_000;
/** How long looks are gathered before they are written: a crash loses as much. */
const GATHERED_MS = 1_000;

type Gathered = { scope: Scope; access: Access; profileIds: Set<string> };
type State = {
  looks: ReturnType<typeof recently>;
  gathered: Map<string, Gathered>;
  timer: NodeJS.Timeout | undefined;
  writing: Promise<void>;
};

// Shared by all bundles of a process, so that the server's stop writes what its routes gathered.
const shared = globalThis as { __tesseraAccesses?: State };
const state = (): State =>
  (shared.__tesseraAccesses ??= {
    looks: recently(ONE_LOOK_MS, REMEMBERED),
    gathered: new Map(),
    timer: undefined,
    writing: Promise.resolve(),
  });

const who = ({ actor }: Scope): string => `${actor.type}:${'id' in actor ? actor.id : 'name' in actor ? actor.name : ''}`;

const lookOf = (scope: Scope, what: string, profileId: string): string => `${who(scope)} ${what} ${profileId}`;

/** Writes that somebody opened a person's profile, before it is shown; once in a quarter of an hour. */
export async function noteView(scope: Scope, profileId: string): Promise<void> {
  const { looks } = state();
  const look = lookOf(scope, 'profile.viewed', profileId);
  if (!looks.isNew(look, Date.now())) return;
  try {
    await audit(sql(), scope, { action: 'profile.viewed', subjectType: 'profile', subjectId: profileId });
  } catch (error) {
    looks.forget(look);
    throw error;
  }
}

/** Notes whom somebody saw. Written within a second, many looks in one line, so that reading waits for nothing. */
export function noteAccess(scope: Scope, access: Access, profileIds: readonly string[]): void {
  const { gathered, looks } = state();
  const what = access.subjectId === undefined ? access.action : `${access.action} ${access.subjectId}`;
  const fresh = profileIds.filter((id) => looks.isNew(lookOf(scope, what, id), Date.now()));
  if (fresh.length === 0) return;
  const key = `${who(scope)} ${what}`;
  const entry = gathered.get(key) ?? { scope, access, profileIds: new Set<string>() };
  for (const id of fresh) entry.profileIds.add(id);
  gathered.set(key, entry);
  state().timer ??= setTimeout(() => void flushAccesses(), GATHERED_MS);
}

/** Writes what was gathered; for the timer, and for a process that ends. Never throws. */
export async function flushAccesses(): Promise<void> {
  const now = state();
  clearTimeout(now.timer);
  now.timer = undefined;
  const entries = [...now.gathered.values()];
  now.gathered.clear();
  now.writing = now.writing.then(() => write(entries));
  await now.writing;
}

async function write(entries: readonly Gathered[]): Promise<void> {
  try {
    if (entries.length === 0) return;
    await sql().begin(async (tx) => {
      for (const { scope, access, profileIds } of entries) {
        const id = await audit(tx, scope, { ...access, details: { profiles: profileIds.size } });
        await addAccesses(tx, id, [...profileIds]);
      }
    });
  } catch (err) {
    log.error({ err, lines: entries.length }, 'Who saw whom could not be written to the audit log');
  }
}

/** Ties people to a line of the audit log; ids of merged profiles are followed, and who was erased meanwhile is passed over. */
export async function addAccesses(tx: AnySql, auditId: number, profileIds: readonly string[]): Promise<void> {
  if (profileIds.length === 0) return;
  await tx`
    insert into profile_accesses (profile_id, audit_id)
    select distinct p.id, ${auditId}::bigint
    from unnest(${plain(profileIds)}::text::uuid[]) seen left join profile_aliases a on a.old_id = seen
      join profiles p on p.id = coalesce(a.profile_id, seen)
    on conflict do nothing`;
}
