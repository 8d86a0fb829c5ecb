/** Places a value in the statement being built and answers how it is written there: `$3`. */
export type Placer = (value: unknown) => string;

export type AllowedQuery = {
  purpose: string;
  channel: string;
  /** The moment asked about. */
  now: Date;
  /** SQL of the profiles asked about: a set such as `select unnest($1::uuid[])`, or undefined for everybody. */
  within?: string | undefined;
};

/**
 * The SQL twin of `may.ts`: the ids of the profiles that may be used for this purpose on this channel at this moment, as
 * `select profile_id …`. The scope stands inside both branches, so that a few ids stay cheap. Used by segments, exports, sends and lists.
 */
export function allowedSet(place: Placer, { purpose, channel, now, within }: AllowedQuery): string {
  const p = `${place(purpose)}::text`;
  const c = `${place(channel)}::text`;
  const at = `${place(now.toISOString())}::timestamptz`;
  const inScope = (column: string) => (within ? ` and ${column} in (${within})` : '');
  const open = (mode: string) =>
    `exists (select from purposes where key = ${p} and mode = '${mode}' and not archived)
      and exists (select from channels where key = ${c} and not archived)`;
  const held = `(restricted_at is not null or (objected_at is not null and exists (select from purposes where key = ${p} and marketing)))`;
  return `select s.profile_id from consent_states s
    where s.purpose = ${p} and s.channel = ${c} and s.state = 'granted' and s.since <= ${at}
      and (s.expires_at is null or s.expires_at > ${at})
      and s.since + coalesce((select make_interval(hours => 24 * validity_days) from purposes where key = ${p}), interval '1000 years') > ${at}
      and not exists (select from profiles r where r.id = s.profile_id and ${held})
      and ${open('opt_in')}${inScope('s.profile_id')}
    union all
    select q.id from profiles q
    where ${open('opt_out')}${inScope('q.id')} and not ${held}
      and not exists (select from consent_states s where s.profile_id = q.id and s.purpose = ${p} and s.channel = ${c}
                        and (s.state <> 'granted' or s.since > ${at}))`;
}

/**
 * The profiles whose answer may change in `(from, to]` by time alone: a grant begins, ends, or outlives the purpose's validity.
 * May name too many, never too few.
 */
export function consentEdges(
  place: Placer,
  { purpose, channel, from, to, within }: { purpose: string; channel: string; from: Date; to: Date; within?: string | undefined },
): string {
  const p = `${place(purpose)}::text`;
  const c = `${place(channel)}::text`;
  const after = `${place(from.toISOString())}::timestamptz`;
  const until = `${place(to.toISOString())}::timestamptz`;
  const inScope = within ? ` and profile_id in (${within})` : '';
  const validity = `(select make_interval(hours => 24 * validity_days) from purposes where key = ${p})`;
  return `select profile_id from consent_states
      where purpose = ${p} and channel = ${c} and expires_at > ${after} and expires_at <= ${until}${inScope}
    union select profile_id from consent_states
      where purpose = ${p} and channel = ${c} and since > ${after} and since <= ${until}${inScope}
    union select profile_id from consent_states
      where purpose = ${p} and channel = ${c} and since > ${after} - ${validity} and since <= ${until} - ${validity}${inScope}`;
}

/** Collects the values of one statement for `sql.unsafe(text, values)`. */
export function placeholders(): { place: Placer; values: unknown[] } {
  const values: unknown[] = [];
  return { values, place: (value) => `$${values.push(value)}` };
}
