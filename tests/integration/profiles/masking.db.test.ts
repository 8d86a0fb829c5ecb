import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mintScope } from '@/features/access/core/scope';
import type { Role, Scope } from '@/features/access/types';
import { listDeliveries, readDelivery } from '@/features/activation/data/deliveries';
import { exportChunks } from '@/features/activation/data/export-chunks';
import { requestExport } from '@/features/activation/mutations/exports';
import { deliveryFilter } from '@/features/activation/schema';
import { listRejects } from '@/features/ingest/data/rejects';
import { recordRejects } from '@/features/ingest/mutations';
import { explore } from '@/features/profiles/data/explore';
import { eventsOf } from '@/features/profiles/data/list-events';
import { listGroups, listLinks, listNotes } from '@/features/profiles/data/profile-parts';
import { quickSearch } from '@/features/profiles/data/quick-search';
import { readProfile } from '@/features/profiles/data/read-profiles';
import { traitFlags } from '@/features/profiles/data/trait-flags';
import { addNote } from '@/features/profiles/mutations/add-note';
import { editTrait } from '@/features/profiles/mutations/edit-trait';
import { hideProfile, revealProfile } from '@/features/profiles/mutations/reveal';
import { verifyProfile } from '@/features/profiles/mutations/verify';
import { changeLines, explanationFor, memberLines, previewLines } from '@/features/segments/data/console-views';
import type { RuleNode } from '@/features/segments/schema';
import { drain, feed, makeSource } from '../pipeline';
import { type TestDb, testDb } from '../test-db';

const as = (role: Role): Scope => mintScope({ type: 'user', id: randomUUID(), name: role, role, sessionId: randomUUID() });

/** Whatever of these shows anywhere is a leak, for anyone who does not see everything. */
const needles = [
  'annabel',
  'featherstone',
  'annabel.f@example.com',
  'annabel.f%40example.com',
  '1134960123',
  '0113 496 0123',
  'cust-998877',
  'harrogate',
  'hg1 2ab',
  '1984-07-',
  'spa-lane-secret',
  '203.0.113.77',
];
const traits = {
  first_name: 'Annabel',
  last_name: 'Featherstone',
  email: 'Annabel.F@Example.com',
  phone: '+44 113 496 0123',
  address: { street: '7 Spa-Lane-Secret', city: 'Harrogate', postcode: 'HG1 2AB' },
  birthday: '1984-07-21',
};

const [segment, destination] = [randomUUID(), randomUUID()];
const rule: RuleNode = {
  any: [
    { kind: 'event', event: 'Order Completed', op: 'gte', count: 1 },
    { kind: 'trait', trait: 'first_name', op: 'exists' },
  ],
};

let t: TestDb;
let id: string;
let shop: string;
beforeAll(async () => {
  t = await testDb();
  shop = await makeSource(t.sql, 'Shop');
  const base = { userId: 'cust-998877', anonymousId: 'browser-1', context: { ip: '203.0.113.77', traits } };
  await feed(t.sql, shop, [
    { ...base, type: 'identify', messageId: 'i1', traits },
    {
      ...base,
      type: 'track',
      event: 'Order Completed',
      messageId: 'o1',
      properties: {
        order_id: 'GB-5501',
        revenue: 42.1,
        currency: 'GBP',
        note: 'For Annabel.F@example.com, call 0113 496 0123',
        shipping: { name: 'Annabel Featherstone', city: 'Harrogate' },
        products: [{ name: 'Red mug', quantity: 3, engraving: 'Annabel' }],
        login: 'cust-998877',
      },
    },
    { ...base, type: 'page', name: 'Thanks', messageId: 'p1', properties: { url: 'https://x.example/?e=annabel.f%40example.com' } },
    { ...base, type: 'group', groupId: 'acme', messageId: 'g1', traits: { name: 'Acme', owner: 'Annabel Featherstone' } },
  ]);
  await drain(t.sql);
  await t.sql.begin((tx) =>
    recordRejects(tx, [
      {
        sourceId: shop,
        stage: 'mapping',
        code: 'bad_identifier',
        reason: '“mail” holds “annabel.f at harrogate”, which is not an e-mail address.',
        messageId: 'f00dfeed',
        raw: JSON.stringify({ mail: 'annabel.f at harrogate', first_name: 'Annabel' }),
      },
      {
        sourceId: shop,
        stage: 'pipeline',
        code: 'refused_by_database',
        reason: 'invalid input: "spa-lane-secret"',
        messageId: 'order-cust-998877-5',
        raw: JSON.stringify({ type: 'track', event: 'Order Completed', userId: 'cust-998877', messageId: 'order-cust-998877-5' }),
      },
      {
        sourceId: shop,
        stage: 'pipeline',
        code: 'too_large',
        reason: 'Too large.',
        messageId: 'cust-998877-6',
        raw: '{"userId": "cust-99',
      },
    ]),
  );
  const [row] = await t.sql<{ profile_id: string }[]>`select profile_id from identifiers where value = 'cust-998877'`;
  id = row?.profile_id ?? '';
  await t.sql`insert into segments (id, name, rule, size, state) values (${segment}, 'Buyers', ${t.sql.json(rule as never)}, 1, 'live')`;
  await t.sql`insert into memberships (profile_id, segment_id, entered_at) values (${id}, ${segment}, now())`;
  await t.sql`insert into membership_changes (segment_id, profile_id, change, cause, at) values (${segment}, ${id}, 'enter', 'event', now())`;
  await t.sql`
    insert into deliveries (profile_id, destination_id, segment_id, kind, status, payload)
    values (${id}, ${destination}, ${segment}, 'enter', 'sent', ${t.sql.json({ id, previousIds: [], traits, identifiers: [{ type: 'email', value: 'annabel.f@example.com' }] })})`;
  await addNote(as('support'), { profileId: id, kind: 'note', body: 'Wrote from annabel.f@example.com, rang from +44 113 496 0123' });
});
afterAll(() => t.close());

/** The file of an export; a role without personal data gets none at all. */
async function csvFor(scope: Scope): Promise<string> {
  const { personalData } = scope;
  const ask = {
    segmentId: segment,
    purpose: 'analytics',
    channel: 'internal',
    traits: Object.keys(traits),
    identifiers: ['email', 'phone', 'user_id'],
  };
  if (personalData === 'none') {
    await expect(requestExport(scope, ask)).rejects.toMatchObject({ code: 'forbidden' });
    return '';
  }
  const parts: string[] = [];
  for await (const chunk of exportChunks({ ...ask, personalData })) parts.push(...chunk.rows.map((row) => row.line));
  expect(parts).toHaveLength(1);
  return parts.join('');
}

/** All that the console can show this reader of the person. */
async function everythingSeenBy(scope: Scope): Promise<string> {
  const found = await readProfile(scope, id);
  if (!found) throw new Error('no profile');
  const { sight, stored, profile } = found;
  const flags = await traitFlags(sight.personalData);
  const [row] = await t.sql<{ id: string }[]>`select id from deliveries where destination_id = ${destination}`;
  const delivery = row?.id ?? '';
  const seen = [
    profile,
    await explore(scope, { limit: 50 }),
    await eventsOf(scope, id, { limit: 50 }),
    await listLinks(stored.id, sight.personalData),
    await listGroups(stored.id, sight.personalData, flags),
    await listNotes(stored.id, sight.personalData),
    await quickSearch(scope, 'feather', 5),
    await memberLines(t.sql, scope.personalData, { segmentId: segment, limit: 50 }),
    await changeLines(t.sql, scope.personalData, { segmentId: segment, limit: 50 }),
    await previewLines(t.sql, scope.personalData, rule, new AbortController().signal),
    await explanationFor(t.sql, scope.personalData, { segmentId: segment, profileId: id }),
    await listDeliveries(t.sql, destination, deliveryFilter.parse({}), scope.personalData),
    await readDelivery(t.sql, destination, delivery, scope.personalData),
    await listRejects(t.sql, shop, undefined, scope.personalData),
    await csvFor(scope),
    ...(scope.personalData === 'none' ? [] : [await explore(scope, { q: 'annabel.f@example.com', limit: 50 })]),
  ];
  return JSON.stringify(seen).toLowerCase();
}

describe('personal data by role', () => {
  it.each<Role>(['support', 'analyst'])('%s finds none of it on any surface', async (role) => {
    const seen = await everythingSeenBy(as(role));
    for (const needle of needles) expect(seen).not.toContain(needle);
    expect(seen).toContain('red mug');
  });

  it.each<Role>(['owner', 'marketer', 'compliance'])('%s sees it', async (role) => {
    const seen = await everythingSeenBy(as(role));
    for (const needle of ['annabel', 'harrogate', '203.0.113.77']) expect(seen).toContain(needle);
  });

  it('lets support find the person by what the caller says, masked', async () => {
    for (const q of ['featherstone', '0113 496 0123', 'gb-5501', 'Annabel.F@example.com']) {
      const page = await explore(as('support'), { q, limit: 5 });
      expect(page.data.map((line) => [line.id, line.name])).toEqual([[id, 'A•••• F••••']]);
    }
  });

  it('hides the analyst’s guesses: a search by a value is refused', async () => {
    await expect(explore(as('analyst'), { q: 'annabel', limit: 5 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

it('tells every role by its code why an event was refused, and the words to those who see people', async () => {
  const reasonsFor = async (role: Role) =>
    (await listRejects(t.sql, shop, undefined, as(role).personalData)).rejects.map(({ code, reason }) => reason === code);
  expect(await reasonsFor('analyst')).toEqual([true, true, true]);
  expect(await reasonsFor('marketer')).toEqual([false, false, false]);
});

describe('reveal', () => {
  it('shows this profile to this person, until hidden or over, and is audited', async () => {
    const agent = as('support');
    await revealProfile(agent, id, 'Ticket 4711');
    expect((await readProfile(agent, id))?.profile.name).toBe('Annabel Featherstone');
    expect(JSON.stringify(await eventsOf(agent, id, { limit: 5 }))).toContain('Harrogate');
    expect((await readProfile(as('support'), id))?.profile.name).toBe('A•••• F••••');
    expect((await explore(agent, { limit: 5 })).data[0]?.name).toBe('A•••• F••••');

    await hideProfile(agent, id);
    expect((await readProfile(agent, id))?.sight).toEqual({ personalData: 'masked', until: null });

    await revealProfile(agent, id, 'Ticket 4712');
    await t.sql`update reveals set expires_at = now() - interval '1 second'`;
    expect((await readProfile(agent, id))?.sight.personalData).toBe('masked');

    const rows = await t.sql<{ action: string; reason: string | null }[]>`
      select action, reason from audit_log where subject_id = ${id} and action in ('profile.revealed', 'profile.hidden') order by id`;
    expect(rows.map((r) => [r.action, r.reason])).toEqual([
      ['profile.revealed', 'Ticket 4711'],
      ['profile.hidden', null],
      ['profile.revealed', 'Ticket 4712'],
    ]);
  });
});

describe('verify', () => {
  it('answers match or no match, audits without the value, and stops after ten tries', async () => {
    const agent = as('support');
    const ask = (field: 'postcode' | 'orderNumber' | 'birthDate', said: string) => verifyProfile(agent, { profileId: id, field, said });
    expect(await ask('postcode', 'hg12ab')).toEqual({ match: true });
    expect(await ask('birthDate', '21.7.1984')).toEqual({ match: true });
    expect(await ask('orderNumber', 'GB-5501')).toEqual({ match: true });
    for (let i = 0; i < 7; i += 1) expect(await ask('postcode', `HG1 ${i}XX`)).toEqual({ match: false });
    await expect(ask('postcode', 'hg12ab')).rejects.toMatchObject({ code: 'rate_limited' });
    expect(await verifyProfile(as('support'), { profileId: id, field: 'name', said: 'annabel featherstone' })).toEqual({ match: true });
    const lines = await t.sql`select details from audit_log where subject_id = ${id} and action like 'profile.verif%'`;
    expect(lines.length).toBe(12);
    expect(JSON.stringify(lines).toLowerCase()).not.toMatch(/hg1|annabel|1984|5501/);
  });
});

describe('a trait edited by staff', () => {
  it('wins over the sources, says where it came from, and names the trait but not the value in the audit log', async () => {
    await editTrait(as('support'), { profileId: id, trait: 'last_name', value: 'Fairweather', reason: 'Married, ticket 88' });
    const found = await readProfile(as('owner'), id);
    expect(found?.profile.traits.last_name).toBe('Fairweather');
    expect(found?.profile.name).toBe('Annabel Fairweather');
    const [staff] = await t.sql<{ id: string }[]>`select id from sources where kind = 'system'`;
    expect(found?.profile.provenance.last_name).toMatchObject({ sourceId: staff?.id });
    expect((await explore(as('owner'), { q: 'fairweather', limit: 5 })).data.map((l) => l.id)).toEqual([id]);
    const [line] = await t.sql`select reason, details from audit_log where action = 'profile.trait_edited'`;
    expect(line).toEqual({ reason: 'Married, ticket 88', details: { trait: 'last_name' } });
  });
});
