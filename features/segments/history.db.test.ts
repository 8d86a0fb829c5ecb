import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemScope } from '@/features/access/core/scope';
import type { PersonalData } from '@/features/access/types';
import { clearWorld, defineEvents, makePartitions, writeEvent } from '@/tests/integration/segments/world';
import { type TestDb, testDb } from '@/tests/integration/test-db';
import { createTrait } from './computed/mutations/create-trait';
import { nextChangeFor } from './data/console-next';
import { explainMembership } from './data/explain-rule';
import { type Looking, nextChange } from './data/next-change';
import { evaluateFully } from './jobs/full-evaluation';
import { createSegment } from './mutations/create-segment';
import { mergeHistory, unmergeHistory } from './mutations/merge-history';
import { sweep } from './mutations/sweep';
import { touchProfiles } from './mutations/touch-profiles';
import { updateSegment } from './mutations/update-segment';
import type { RuleNode } from './schema';

let t: TestDb;
const scope = systemScope('test');
const HOUR = 3_600_000;
/** For looking ahead on a busy machine. */
const PATIENT_MS = 60_000;

beforeAll(async () => {
  t = await testDb();
  await makePartitions(t.sql, [new Date().getUTCFullYear() - 1, new Date().getUTCFullYear(), new Date().getUTCFullYear() + 1]);
  await defineEvents(t.sql, ['Order'], []);
});
afterAll(() => t.close());
beforeEach(async () => {
  await clearWorld(t.sql);
  await t.sql`delete from clock_state`;
});

const person = async (traits: Record<string, unknown> = {}) => {
  const id = randomUUID();
  await t.sql`insert into profiles (id, traits) values (${id}, ${t.sql.json(traits as never)})`;
  return id;
};

const segment = async (name: string, rule: RuleNode) => {
  const { id } = await t.sql.begin((tx) => createSegment(tx, scope, { name, rule }));
  await evaluateFully(id);
  await t.sql`update segments set state = 'live', evaluated_at = now() where id = ${id}`;
  return id;
};

const setTrait = async (id: string, traits: Record<string, unknown>) => {
  await t.sql`update profiles set traits = ${t.sql.json(traits as never)} where id = ${id}`;
  await touchProfiles(t.sql, { profileIds: [id], dependencies: new Set(['trait:vip']), cause: 'edit' });
};

const members = async (id: string) =>
  (await t.sql<{ profile_id: string }[]>`select profile_id from memberships where segment_id = ${id}`).map((r) => r.profile_id);
const stateOf = async (id: string) => (await t.sql<{ state: string }[]>`select state from segments where id = ${id}`)[0]?.state;

const vip: RuleNode = { kind: 'trait', trait: 'vip', op: 'is_true' };

describe('the history of a segment', () => {
  it('moves those who read it in the same transaction, and keeps which conditions held', async () => {
    const [ann, ben] = [await person({ vip: true }), await person()];
    const base = await segment('Base', { all: [vip, { not: { kind: 'trait', trait: 'gone', op: 'exists' } }] });
    const left = await segment('Left', { kind: 'segment', segmentId: base, op: 'left_within', within: { days: 7 } });
    const entered = await segment('Entered', { kind: 'segment', segmentId: base, op: 'entered_within', within: { days: 7 } });
    const again = await segment('Reads the reader', { kind: 'segment', segmentId: left, op: 'entered_within', within: { days: 1 } });
    expect(await members(entered)).toEqual([ann]);
    await setTrait(ann, { vip: false });
    await setTrait(ben, { vip: true });
    expect(await members(base)).toEqual([ben]);
    expect(await members(left)).toEqual([ann]);
    expect(await members(again)).toEqual([ann]);
    expect((await members(entered)).sort()).toEqual([ann, ben].sort());
    const [leave] = await t.sql`select version, marks from membership_changes where segment_id = ${base} and change = 'leave'`;
    expect(leave).toEqual({ version: 1, marks: 2 });
    const times = await t.sql`select distinct at from membership_changes where profile_id = ${ann} and cause = 'edit'`;
    expect(times).toHaveLength(1);
  });

  it('goes to whom a profile is merged into, and comes back', async () => {
    const [ann, ben] = [await person({ vip: true }), await person({ vip: true })];
    const base = await segment('Base', vip);
    const rows = () =>
      t.sql`select profile_id as id, origin_profile_id as origin from membership_changes where segment_id = ${base} order by id`;
    await t.sql.begin((tx) => mergeHistory(tx, [{ from: ben, to: ann }]));
    expect(new Set((await rows()).map((r) => `${r.id} ${r.origin}`))).toEqual(new Set([`${ann} null`, `${ann} ${ben}`]));
    await t.sql.begin((tx) => unmergeHistory(tx, [{ from: ann, to: ben, origins: [ben] }]));
    expect(new Set((await rows()).map((r) => `${r.id} ${r.origin}`))).toEqual(new Set([`${ann} null`, `${ben} null`]));
  });

  it('leads in no circle', async () => {
    const base = await segment('Base', vip);
    const reader = await segment('Reader', { kind: 'segment', segmentId: base, op: 'entered_within', within: { days: 7 } });
    const rule: RuleNode = { any: [vip, { kind: 'segment', segmentId: reader, op: 'was_in', at: '2026-01-01' }] };
    const change = t.sql.begin((tx) => updateSegment(tx, scope, { id: base, version: 1, rule }));
    await expect(change).rejects.toMatchObject({ fields: [{ path: 'rule.any[1].segmentId' }] });
  });
});

describe('a rule that refers to something deleted', () => {
  it('keeps its members, lets nobody in, and is evaluated anew once it is back', async () => {
    const ann = await person();
    const free = await segment('Not asked to', { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'not_granted' });
    expect(await members(free)).toEqual([ann]);
    await t.sql`update purposes set archived = true where key = 'marketing'`;
    const ben = await person();
    await touchProfiles(t.sql, { profileIds: [ann, ben], dependencies: new Set(['*']), cause: 'edit' });
    expect(await members(free)).toEqual([ann]);
    await sweep(t.sql);
    expect(await stateOf(free)).toBe('invalid');
    expect(await evaluateFully(free)).toBe('gone');
    expect(await members(free)).toEqual([ann]);
    const again = t.sql.begin((tx) =>
      createSegment(tx, scope, { name: 'Again', rule: { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'granted' } }),
    );
    await expect(again).rejects.toMatchObject({ fields: [{ path: 'rule' }] });
    await t.sql`update purposes set archived = false where key = 'marketing'`;
    await sweep(t.sql);
    expect(await stateOf(free)).toBe('building');
    await evaluateFully(free);
    expect((await members(free)).sort()).toEqual([ann, ben].sort());
  });
});

describe('a segment that keeps its last members', () => {
  it('lets go whom it must not name, and follows merges', async () => {
    const [ann, ben, eve, dan] = [await person(), await person(), await person(), await person()];
    const kept = await segment('Not asked to', { kind: 'consent', purpose: 'marketing', channel: 'email', op: 'not_granted' });
    await t.sql`delete from memberships where profile_id = ${dan}`;
    await t.sql`update purposes set archived = true where key = 'marketing'`;
    await sweep(t.sql);
    await t.sql`update profiles set restricted_at = now() where id = ${ann}`;
    await t.sql.begin(async (tx) => {
      await mergeHistory(tx, [{ from: ben, to: dan }]);
      await tx`delete from profiles where id = ${ben}`;
      await tx`insert into profile_aliases (old_id, profile_id) values (${ben}, ${dan})`;
    });
    await touchProfiles(t.sql, { profileIds: [ann, ben, dan, eve], dependencies: new Set(['*']), cause: 'merge' });
    expect((await members(kept)).sort()).toEqual([dan, eve].sort());
    await t.sql`update purposes set archived = false where key = 'marketing'`;
  });
});

describe('a new name', () => {
  it('has the segment evaluated again, as an evaluation under way stops at a new version', async () => {
    const base = await segment('Base', vip);
    await t.sql`delete from graphile_worker._private_jobs`;
    await t.sql.begin((tx) => updateSegment(tx, scope, { id: base, version: 1, name: 'Renamed' }));
    const jobs = await t.sql<{ key: string }[]>`select key from graphile_worker.jobs`;
    expect(jobs.map((job) => job.key)).toContain(`segments.evaluate:${base}`);
  });
});

describe('what the clock will change', () => {
  it('is the moment at which the answer turns', async () => {
    const ann = await person();
    const at = new Date(Date.now() - HOUR);
    const order = { id: randomUUID(), name: 'Order', occurredAt: at, value: 1, properties: {} };
    await writeEvent(t.sql, ann, order, new Date(), new Map());
    const often: RuleNode = { kind: 'event', event: 'Order', op: 'gte', count: 1, window: { last: { days: 3 } } };
    const [lately, long, ever] = [
      await segment('Lately', often),
      await segment('Not for long', { all: [{ not: often }, { kind: 'event', event: 'Order', op: 'gte', count: 1 }] }),
      await segment('Ever', { kind: 'event', event: 'Order', op: 'gte', count: 1 }),
    ];
    const turns = new Date(at.getTime() + 72 * HOUR);
    const next = (segmentId: string) => nextChange(t.sql, { segmentId, profileId: ann }, { ms: PATIENT_MS });
    expect(await next(lately)).toMatchObject({ inside: true, change: { at: turns, to: 'out' } });
    expect(await next(long)).toMatchObject({ inside: false, change: { at: turns, to: 'in' } });
    expect(await next(ever)).toMatchObject({ inside: true, change: null });
    expect(await explainMembership(t.sql, { segmentId: lately, profileId: ann })).toMatchObject({ inside: true, still: false });
    for (const state of ['stopped', 'failed']) {
      await t.sql`update segments set state = ${state} where id = ${lately}`;
      expect(await next(lately)).toMatchObject({ inside: true, change: null, unforeseen: 'still' });
      expect(await explainMembership(t.sql, { segmentId: lately, profileId: ann })).toMatchObject({ inside: true, still: true });
    }
  });

  it('is the date in an event on which it turns, seen by who may see it, and the clock does it', async () => {
    const ann = await person();
    const checkIn = new Date(Date.now() + 48 * HOUR);
    const properties = { renewal: checkIn.toISOString(), check_in: checkIn.toISOString(), rooms: [{ free: checkIn.toISOString() }] };
    const order = { id: randomUUID(), name: 'Order', occurredAt: new Date(Date.now() - HOUR), value: 1, properties };
    await writeEvent(t.sql, ann, order, new Date(), new Map());
    await t.sql`insert into trait_definitions (name, type, personal) values ('renewal', 'date', false) on conflict (name) do nothing`;
    const soon = { op: 'in_next', value: { hours: 24 } } as const;
    const booked = (where: NonNullable<Extract<RuleNode, { kind: 'event' }>['where']>): RuleNode => ({
      kind: 'event',
      event: 'Order',
      op: 'gte',
      count: 1,
      where,
    });
    const [filter, item, latest, harmless] = [
      await segment('Soon', booked([{ property: 'check_in', ...soon }])),
      await segment('Room soon', booked([{ property: 'rooms', some: [{ property: 'free', ...soon }] }])),
      await segment('Latest soon', { kind: 'event', event: 'Order', measure: 'latest', of: { property: 'check_in' }, test: soon }),
      await segment('Renewal soon', booked([{ property: 'renewal', ...soon }])),
    ];
    const next = (segmentId: string, personalData: PersonalData) =>
      nextChangeFor(t.sql, { personalData, seesRestricted: false }, { segmentId, profileId: ann }, { ms: PATIENT_MS });
    const turns = new Date(checkIn.getTime() - 24 * HOUR);
    const at = turns.toISOString();
    for (const id of [filter, item, latest, harmless]) {
      expect(await next(id, 'full')).toMatchObject({ unforeseen: null, change: { at, to: 'in' } });
      const seen = id === harmless ? { unforeseen: null, change: { at, to: 'in' } } : { unforeseen: 'hidden', change: null };
      expect(await next(id, 'masked')).toMatchObject(seen);
    }
    await sweep(t.sql, new Date(turns.getTime() - 1));
    for (const id of [filter, item, latest]) expect(await members(id)).toEqual([]);
    await sweep(t.sql, turns);
    for (const id of [filter, item, latest]) expect(await members(id)).toEqual([ann]);
    await sweep(t.sql, checkIn);
    for (const id of [filter, item, latest]) expect(await members(id)).toEqual([]);
  });

  it('is not said to be nothing where it is not foreseen', async () => {
    const ann = await person();
    const trait = async (name: string, definition: Parameters<typeof createTrait>[2]['definition']) =>
      t.sql.begin((tx) => createTrait(tx, scope, { name, definition }));
    await trait('days_since_order', { measure: 'days_since', event: 'Order', which: 'last' });
    await trait('orders_of_month', { measure: 'count', event: 'Order', window: { last: { days: 30 } } });
    await trait('orders_ever', { measure: 'count', event: 'Order' });
    const above = (name: string): RuleNode => ({ kind: 'trait', trait: name, op: 'gte', value: 1 });
    const base = await segment('Base', above('days_since_order'));
    const said = async (rule: RuleNode) => {
      const id = await segment(randomUUID(), rule);
      return (await nextChange(t.sql, { segmentId: id, profileId: ann }, { ms: PATIENT_MS })).unforeseen;
    };
    expect(await said({ kind: 'segment', segmentId: base })).toBe('derived');
    expect(await said(above('orders_of_month'))).toBe('derived');
    expect(await said({ kind: 'segment', segmentId: base, op: 'was_in', at: '2026-01-01' })).toBe('derived');
    expect(await said({ kind: 'rank', trait: 'points', op: 'top', unit: 'percent', value: 10 })).toBe('derived');
    expect(await said(above('orders_ever'))).toBeNull();
  });

  it('tells no date that the reader may not see', async () => {
    const soon = new Date(Date.now() + 48 * HOUR).toISOString();
    const ann = await person({ birthday: soon, renewal: soon });
    await t.sql`insert into trait_definitions (name, type, personal) values ('renewal', 'date', false) on conflict (name) do nothing`;
    const ahead = (trait: string): RuleNode => ({ kind: 'trait', trait, op: 'in_next', value: { hours: 24 } });
    const birthday = await segment('Birthday', ahead('birthday'));
    const named = await segment('Behind a name', { all: [vip, { not: { kind: 'segment', segmentId: birthday } }] });
    const since = { kind: 'event', event: 'Order', op: 'eq', count: 0, window: { sinceTrait: { trait: 'birthday' } } } as const;
    const [window, renewal] = [await segment('Window', since), await segment('Renewal', ahead('renewal'))];
    const next = (segmentId: string, personalData: PersonalData) =>
      nextChangeFor(t.sql, { personalData, seesRestricted: false }, { segmentId, profileId: ann }, { ms: PATIENT_MS });
    const at = new Date(new Date(soon).getTime() - 24 * HOUR).toISOString();
    expect(await next(birthday, 'full')).toMatchObject({ unforeseen: null, change: { at, to: 'in' } });
    for (const role of ['masked', 'none'] as const) {
      for (const id of [birthday, named, window]) {
        const { change, lookedUntil, asOf, unforeseen } = await next(id, role);
        expect({ change, unforeseen }).toEqual({ change: null, unforeseen: 'hidden' });
        expect(lookedUntil).toBe(asOf);
      }
      expect(await next(renewal, role)).toMatchObject({ unforeseen: null, change: { at, to: 'in' } });
    }
  });

  it('is looked for only while somebody waits, and not for long', async () => {
    const [ann, id] = [await person(), await segment('Ever', vip)];
    const next = (looking: Looking) => nextChange(t.sql, { segmentId: id, profileId: ann }, looking);
    await expect(next({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(next({ ms: 0 })).rejects.toMatchObject({ code: 'unavailable' });
  });
});
