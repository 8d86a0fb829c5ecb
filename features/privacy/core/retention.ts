import type { TableMap } from '@/db/data-map/types';

/** How old a row may grow after it ended, in the database's words; null: no age takes it away. */
export const ages: Record<TableMap['retain'], string | null> = {
  consumed: '1 day',
  days_30: '30 days',
  months_25: '25 months',
  profile: null,
  append_only: null,
  account: null,
  installation: null,
};

/** Tables of a limited age that are not swept row by row, and who sees to them. */
export const sweptElsewhere: Readonly<Record<string, string>> = {
  inbox: 'the lanes drop whole partitions',
  rejects: 'ingest.prune-rejects: not replayed ones stay longer',
};

const settled = (moment: string, statuses: readonly string[]) =>
  `case when t.status in (${statuses.map((status) => `'${status}'`).join(', ')}) then ${moment} end`;

/** When a row `t` ended, as an expression of SQL; null while it is in use. */
export const endOf: Readonly<Record<string, string>> = {
  access_packages: settled('coalesce(t.expires_at, t.created_at)', ['failed', 'expired']),
  attempt_limits: 't.resets_at',
  deliveries: settled('coalesce(t.finished_at, t.created_at)', ['sent', 'withheld', 'dead', 'cancelled']),
  exports: settled('coalesce(t.finished_at, t.created_at)', ['done', 'failed', 'cancelled', 'expired']),
  file_runs: 't.finished_at',
  import_rejects: `(select case when i.status in ('done', 'failed', 'cancelled') then i.finished_at end from imports i where i.id = t.import_id)`,
  list_upload_rejects: `(select u.finished_at from list_uploads u where u.id = t.upload_id)`,
  membership_changes: 't.at',
  message_keys: 't.received_at',
  model_scores: 't.scored_on::timestamptz',
  profile_accesses: 't.at',
  reveals: 't.expires_at',
  segment_sizes: 't.hour',
  sessions: 'least(t.expires_at, t.revoked_at)',
  consent_faults: 't.day::timestamptz',
  source_stats: 't.hour',
  subject_request_codes: 'least(t.expires_at, t.used_at)',
  user_tokens: 'least(t.expires_at, t.used_at)',
  worker_heartbeats: 't.seen_at',
};

export type Sweep = { table: string; end: string; age: string };

/**
 * What the data map asks to be deleted by age, one entry a table.
 * @throws Error for a table of a limited age of which nothing is known here: nothing may silently stay for ever
 */
export function sweepsOf(map: Readonly<Record<string, Pick<TableMap, 'retain'>>>): Sweep[] {
  return Object.entries(map).flatMap(([table, { retain }]) => {
    const age = ages[retain];
    if (age === null || table in sweptElsewhere) return [];
    const end = endOf[table];
    if (end === undefined) throw new Error(`Nothing says when a row of ${table} ended`);
    return [{ table, end, age }];
  });
}
