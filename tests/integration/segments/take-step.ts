import { randomUUID } from 'node:crypto';
import { systemScope } from '@/features/access/core/scope';
import type { EventFact } from '@/features/segments/conditions/types';
import { evaluateFully } from '@/features/segments/jobs/full-evaluation';
import { recomputeAggregates } from '@/features/segments/mutations/aggregate-events';
import { mergeHistory } from '@/features/segments/mutations/merge-history';
import { sweep } from '@/features/segments/mutations/sweep';
import { updateSegment } from '@/features/segments/mutations/update-segment';
import type { Step } from './steps';
import { Disagreement, type Told } from './told';
import { putOnList, writeEvent } from './world';

type StepOf<K extends Step['do']> = Extract<Step, { do: K }>;

/** Lets one thing happen, in the database through the product's own functions and in the facts. */
export const takeStep: { [K in Step['do']]: (told: Told, step: StepOf<K>) => Promise<void> } = {
  event: async (told, { who, event: draft }) => {
    const person = told.person(who);
    if (!person) return;
    const { at, ...rest } = draft;
    const event: EventFact = { id: randomUUID(), occurredAt: new Date(told.now.getTime() + at), ...rest };
    person.events.push(event);
    person.builtIn.event_count = Number(person.builtIn.event_count) + 1;
    person.builtIn.last_seen_at = event.occurredAt.toISOString();
    await told.touch([person.id], [`event:${event.name}`], 'event', async (tx) => {
      await writeEvent(tx, person.id, event, told.now, told.aggregated);
      await tx`update profiles set event_count = event_count + 1, last_seen_at = ${event.occurredAt} where id = ${person.id}`;
    });
  },

  traits: async (told, { who, traits }) => {
    const person = told.person(who);
    if (!person) return;
    const changed = [...new Set([...Object.keys(person.traits), ...Object.keys(traits)])].map((name) => `trait:${name}`);
    person.traits = traits;
    await told.touch([person.id], changed, 'edit', async (tx) => {
      await tx`update profiles set traits = ${tx.json(traits as never)} where id = ${person.id}`;
    });
  },

  consent: async (told, { who, consent }) => {
    const person = told.person(who);
    if (!person) return;
    const at = (ms: number) => new Date(told.now.getTime() + ms);
    const { purpose, channel, state } = consent;
    const fact = { purpose, channel, state, since: at(consent.since), expiresAt: consent.expires === null ? null : at(consent.expires) };
    person.consents = [...person.consents.filter((c) => c.purpose !== purpose || c.channel !== channel), fact];
    await told.touch([person.id], [`consent:${purpose}/${channel}`], 'consent', async (tx) => {
      await tx`insert into consent_states (profile_id, purpose, channel, state, since, expires_at, ledger_id)
        values (${person.id}, ${purpose}, ${channel}, ${state}, ${fact.since}, ${fact.expiresAt}, ${randomUUID()})
        on conflict (profile_id, purpose, channel) do update set state = excluded.state, since = excluded.since, expires_at = excluded.expires_at`;
    });
  },

  list: async (told, { who, list, on }) => {
    const person = told.person(who);
    if (!person) return;
    person.lists = [...(person.lists ?? []).filter((id) => id !== list), ...(on ? [list] : [])];
    await told.touch([person.id], [`list:${list}`], 'edit', async (tx) => {
      if (on) await putOnList(tx, person.id, list);
      else await tx`delete from list_members where profile_id = ${person.id} and list_id = ${list}`;
    });
  },

  merge: async (told, { who, other }) => {
    const survivor = told.person(who);
    const merged = told.person(other);
    if (!survivor || !merged || survivor === merged) return;
    told.merge(survivor, merged);
    await told.touch([survivor.id, merged.id], ['*'], 'merge', async (tx) => {
      await tx`insert into events select ${survivor.id}::uuid, occurred_at, id, record_id, source_id, received_at, type, name, value, currency, message_id, properties, context
        from events where profile_id = ${merged.id}`;
      await tx`delete from events where profile_id = ${merged.id}`;
      for (const list of merged.lists ?? []) await putOnList(tx, survivor.id, list);
      await tx`delete from list_members where profile_id = ${merged.id}`;
      await tx`delete from consent_states where profile_id = ${merged.id}`;
      await tx`delete from daily_aggregates where profile_id = ${merged.id}`;
      await tx`update identifiers set profile_id = ${survivor.id} where profile_id = ${merged.id}`;
      await tx`update records set profile_id = ${survivor.id} where profile_id = ${merged.id}`;
      await mergeHistory(tx, [{ from: merged.id, to: survivor.id }]);
      await tx`delete from profiles where id = ${merged.id}`;
      await tx`insert into profile_aliases (old_id, profile_id) values (${merged.id}, ${survivor.id})`;
      await recomputeAggregates(tx, [survivor.id]);
    });
  },

  time: async (told, { ms }) => {
    told.now = new Date(told.now.getTime() + ms);
    await sweep(told.sql, told.now);
  },

  rule: async (told, { segment: at, rule }) => {
    const segment = told.segments[at % told.segments.length];
    if (!segment) return;
    const [row] = await told.sql<{ version: number }[]>`select version from segments where id = ${segment.id}`;
    segment.rule = rule;
    const change = { id: segment.id, version: row?.version ?? 1, rule };
    await told.sql.begin((tx) => updateSegment(tx, systemScope('test'), change));
    // Its own evaluation and those of the segments that name it are jobs, which a story has no runner for.
    const building = await told.sql<{ id: string }[]>`select id from segments where state = 'building'`;
    for (const { id } of building) await evaluateFully(id, { now: told.now });
    await told.sql`update segments set state = 'live'`;
  },

  full: async (told, { segment: at }) => {
    const segment = told.segments[at % told.segments.length];
    if (segment) await nothingToChange(told, at % told.segments.length);
  },
};

/** A full evaluation that finds memberships as they are. @throws Disagreement */
export async function nothingToChange(told: Told, at: number): Promise<void> {
  const outcome = await evaluateFully(told.segments[at]?.id ?? '', { now: told.now });
  if (typeof outcome === 'object' && outcome.candidates === 0 && outcome.changes === 0) return;
  throw new Disagreement(
    at,
    `full evaluation at ${told.now.toISOString()}: ${JSON.stringify(outcome)}: ${JSON.stringify(told.segments[at]?.rule)}`,
  );
}
