import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataMap } from '@/db/data-map';
import { mintScope, systemScope } from '@/features/access/core/scope';
import { headerLine, openExport } from '@/features/activation/data/export-file';
import { recordConsents } from '@/features/consent/mutations/record-consents';
import { importPath } from '@/features/ingest/imports/data/find-imports';
import type { RawEvent } from '@/features/ingest/types';
import { addNote } from '@/features/profiles/mutations/add-note';
import { editTrait } from '@/features/profiles/mutations/edit-trait';
import { listFile, listsFolder } from '@/features/segments/lists/data/list-file';
import { encryptSecret } from '@/lib/crypto';
import { newId } from '@/lib/ids';
import { drain, feed, makeSource } from '@/tests/integration/pipeline';
import type { TestDb } from '@/tests/integration/test-db';
import { canary } from './canary';
import { plantFiles } from './plant-files';
import { plantRows } from './plant-rows';

const NEIGHBOURS = 20;
/** Of the fourth neighbour: another town's number that ends in the same digits as the canary's. */
export const alikePhone = '+49 (0)251 / 7302-4418';
const officer = mintScope({ type: 'user', id: newId(), name: 'Officer', role: 'compliance', sessionId: newId() });

const event = (n: number, rest: Partial<RawEvent> & Pick<RawEvent, 'type'>): RawEvent => ({
  messageId: `canary-${n}`,
  timestamp: new Date(Date.UTC(2026, 8, 1, 10, n)).toISOString(),
  ...rest,
});

/** Everything the canary does, each identifier on the way in by another door. */
export function canaryEvents(): RawEvent[] {
  const [first, second, third] = canary.anonymousIds;
  const context = { ip: canary.ip, device: { id: canary.deviceId } };
  return [
    event(1, {
      type: 'page',
      anonymousId: first,
      context,
      properties: { url: `https://shop.example/?email=${encodeURIComponent(canary.email)}` },
    }),
    event(2, {
      type: 'identify',
      anonymousId: first,
      userId: canary.userId,
      context,
      traits: { email: canary.email, name: canary.name, phone: canary.phones[0] },
    }),
    event(3, {
      type: 'identify',
      userId: canary.userId,
      traits: { first_name: canary.firstName, last_name: canary.lastName, address: { street: canary.address }, remark: canary.freeText },
    }),
    event(4, {
      type: 'track',
      event: 'Order Completed',
      userId: canary.userId,
      anonymousId: second,
      context,
      properties: { revenue: 73, currency: 'EUR', gift: canary.property },
    }),
    event(5, {
      type: 'track',
      event: 'Order Completed',
      anonymousId: third,
      context: { ...context, traits: { email: canary.secondEmail } },
      properties: { revenue: 27, currency: 'EUR' },
    }),
    event(6, {
      type: 'identify',
      userId: canary.userId,
      traits: { email: canary.secondEmail, phone: canary.phones[1] },
      context: { externalIds: externals() },
    }),
    event(7, { type: 'group', userId: canary.userId, groupId: 'household-9', traits: { city: 'München' } }),
  ];
}
const externals = () =>
  [
    { type: 'loyalty_card', id: canary.loyaltyCard },
    { type: 'device_id', id: canary.deviceId },
    { type: 'crm_no', id: canary.shortCrmId },
  ].map((one) => ({ ...one, collection: 'users', encoding: 'none' }));

/** People of the same household and segment, who must not notice anything. */
export const neighbourEvents = (n: number): RawEvent[] => [
  {
    messageId: `n${n}-1`,
    type: 'identify',
    userId: `neighbour-${n}`,
    anonymousId: `tablet-of-${n}`,
    traits: { email: `neighbour${n}@elsewhere.example`, name: `Neighbour Number ${n}`, ...(n === 4 ? { phone: alikePhone } : {}) },
  },
  {
    messageId: `n${n}-2`,
    type: 'track',
    event: 'Order Completed',
    userId: `neighbour-${n}`,
    properties: { revenue: 10 + n, currency: 'EUR', quantity: 73914 },
  },
  { messageId: `n${n}-3`, type: 'group', userId: `neighbour-${n}`, groupId: 'household-9', traits: { city: 'München' } },
];

export type Scene = {
  sourceId: string;
  profileId: string;
  neighbours: string[];
  segmentId: string;
  requestId: string;
  importId: string;
  exportId: string;
  planted: string[];
};

/** A company with the canary among neighbours, in every table and every file, and an approved request to forget the canary. */
export async function stageCanary(t: Pick<TestDb, 'sql'>): Promise<Scene> {
  const sourceId = await makeSource(t.sql, 'Web');
  const neighbours = Array.from({ length: NEIGHBOURS }, (_, n) => neighbourEvents(n)).flat();
  await feed(t.sql, sourceId, [...canaryEvents(), ...neighbours], { perRow: 3 });
  await drain(t.sql);
  return dressScene(t, { sourceId, neighbours: NEIGHBOURS });
}

/** What staff and other parts of the product hold about people whose events have come in. */
export async function dressScene(
  t: Pick<TestDb, 'sql'>,
  { sourceId, neighbours: n }: { sourceId: string; neighbours: number },
): Promise<Scene> {
  const { sql } = t;
  const profileId = await idOf(t, 'user_id', canary.userId);
  const neighbours = await Promise.all(Array.from({ length: n }, (_, one) => idOf(t, 'user_id', `neighbour-${one}`)));
  await addNote(officer, { profileId, kind: 'note', body: `${canary.note} ${canary.name}` });
  await editTrait(officer, { profileId, trait: 'nickname', value: canary.firstName, reason: `As ${canary.name} asked by phone` });
  const consent = { purpose: 'marketing', channel: 'email', state: 'granted', method: 'api' } as const;
  await sql.begin((tx) =>
    recordConsents(
      tx,
      systemScope('test'),
      [profileId, ...neighbours].map((id) => ({ profileId: id, ...consent, evidence: id === profileId ? { form: canary.email } : {} })),
    ),
  );
  const segmentId = newId();
  const rule = { all: [{ kind: 'event', event: 'Order Completed', op: 'gte', count: 1 }] };
  await sql`insert into segments (id, name, rule, size, state) values (${segmentId}, 'Household', ${sql.json(rule)}, ${1 + n}, 'live')`;
  await sql`
    insert into memberships (profile_id, segment_id, entered_at)
    select id, ${segmentId}, now() from unnest(${[profileId, ...neighbours]}::uuid[]) p(id)`;
  const ids = await plantTexts(t, { sourceId, profileId, segmentId, neighbours });
  plantFiles({ profileId, neighbours });
  const planted = await plantRows(sql, dataMap, profileId);
  return { sourceId, profileId, neighbours, segmentId, planted, ...ids };
}

async function idOf({ sql }: Pick<TestDb, 'sql'>, type: string, value: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select profile_id as id from identifiers where type = ${type} and value = ${value}`;
  if (!row) throw new Error(`Nobody has ${type} ${value}`);
  return row.id;
}

type Known = { sourceId: string; profileId: string; segmentId: string; neighbours: string[] };

async function plantTexts({ sql }: Pick<TestDb, 'sql'>, { sourceId, profileId, segmentId, neighbours }: Known) {
  await sql`insert into rejects (source_id, stage, code, reason, raw) values
    (${sourceId}, 'accept', 'no_event_name', 'No name', ${JSON.stringify({ type: 'track', userId: canary.userId, properties: { name: canary.name } })}),
    (${sourceId}, 'pipeline', 'malformed', 'Broken', ${`{"type": "track", "anonymousId": "${canary.anonymousIds[1]}", "address": "${canary.address}"`}),
    (${sourceId}, 'accept', 'no_event_name', 'No name', ${JSON.stringify({ type: 'track', userId: 'neighbour-3', quantity: 73914 })}),
    (${sourceId}, 'accept', 'no_event_name', 'No name', ${JSON.stringify({ type: 'track', userId: 'neighbour-4', properties: { phone: alikePhone } })})`;
  await sql`insert into groups (id, traits) values ('club-4', ${sql.json({ contact: canary.email, city: 'Köln' })})
    on conflict (id) do update set traits = excluded.traits`;
  const [importId, exportId, requestId] = [newId(), newId(), newId()];
  const csv = [
    'email;card;name',
    `${canary.secondEmail};;"${canary.lastName}\nsecond line"`,
    'neighbour1@elsewhere.example;;N',
    `;${canary.loyaltyCard};${canary.name}`,
    `neighbour2@elsewhere.example;;M ${alikePhone}`,
    '',
  ];
  mkdirSync(join(importPath('x'), '..'), { recursive: true });
  writeFileSync(importPath(`${importId}.csv`), csv.join('\r\n'));
  const mapping = {
    rows: 'people',
    key: 0,
    columns: [
      { kind: 'identifier', type: 'email' },
      { kind: 'identifier', type: 'external', externalType: 'loyalty_card' },
      { kind: 'trait', name: 'name', type: 'string' },
    ],
  };
  const format = { encoding: 'utf-8', delimiter: ';', quote: '"', hasBom: false };
  await sql`insert into imports (id, source_id, file_name, file, bytes, sha256, format, mapping, status, report, created_by) values
    (${importId}, ${sourceId}, ${`${canary.secondEmail}.csv`}, ${`${importId}.csv`}, 100, 'x', ${sql.json(format)}, ${sql.json(mapping)}, 'done',
     ${sql.json({ sample: [`“email” holds “${canary.phones[2]}”`] })}, 'Officer')`;
  await sql`insert into import_rejects (import_id, line, code, reason, raw) values
    (${importId}, 2, 'bad_value', 'Bad', ${`${canary.secondEmail};;${canary.phones[2]}`}), (${importId}, 3, 'bad_value', 'Bad', 'neighbour1@elsewhere.example;;'),
    (${importId}, 4, 'bad_value', 'Bad', ${`neighbour4@elsewhere.example;;${alikePhone}`})`;
  const [listId, uploadId] = [newId(), newId()];
  await sql`insert into lists (id, name, created_by) values (${listId}, 'Fair', 'Officer')`;
  await sql`insert into list_uploads (id, list_id, file_name, bytes, lines, delimiter, read_as, place, header_line, created_by) values
    (${uploadId}, ${listId}, ${`${canary.secondEmail}.csv`}, 1, 2, ',', 'email', 0, 0, 'Officer')`;
  await sql`insert into list_upload_rejects (upload_id, line, value, reason) values
    (${uploadId}, 1, ${canary.secondEmail}, 'not_found'), (${uploadId}, 2, 'neighbour1@elsewhere.example', 'not_found')`;
  // Short numbers, of which only the type of the file says that they are somebody's.
  const numbersId = newId();
  await sql`insert into list_uploads (id, list_id, file_name, bytes, lines, delimiter, read_as, place, header_line, created_by) values
    (${numbersId}, ${listId}, 'numbers.csv', 1, 2, ',', 'crm_no', 0, 0, 'Officer')`;
  await sql`insert into list_upload_rejects (upload_id, line, value, reason) values
    (${numbersId}, 1, ${canary.shortCrmId}, 'not_found'), (${numbersId}, 2, '73915', 'not_found')`;
  mkdirSync(listsFolder(), { recursive: true });
  writeFileSync(listFile(uploadId), `${canary.secondEmail}\nneighbour1@elsewhere.example\n`);
  const file = await openExport(exportId, { bytes: 0, written: 0 });
  await file.append([
    ...headerLine('id,email\r\n'),
    ...[neighbours[0] ?? '', profileId, neighbours[1] ?? ''].map((id) => ({
      id,
      line: `${id},${id === profileId ? canary.email : 'n@x.example'}\r\n`,
    })),
  ]);
  await file.close();
  await sql`insert into exports (id, segment_id, purpose, channel, traits, identifiers, personal_data, status, file, created_by, written) values
    (${exportId}, ${segmentId}, 'marketing', 'email', '{}', '{email}', 'full', 'done', 'x', 'Officer', 3)`;
  await sql`select graphile_worker.add_job('test.about-two', ${JSON.stringify({ profileIds: [profileId, neighbours[0]], dependencies: [`trait:${canary.secondEmail}`], cause: 'edit' })}::text::json)`;
  await sql`select graphile_worker.add_job('test.about-one', ${JSON.stringify({ email: canary.email, secret: encryptSecret('x') })}::text::json)`;
  await sql`insert into subject_requests (id, type, state, origin, identifiers, name, contact, message, profile_ids, received_at, first_due_at, due_at) values
    (${requestId}, 'erasure', 'running', 'staff', ${sql.json([{ type: 'email', value: canary.email }])}, ${canary.name}, ${canary.email}, ${canary.freeText},
     ${[profileId]}::uuid[], now(), now() + interval '30 days', now() + interval '30 days')`;
  await sql`insert into subject_request_events (request_id, actor_type, actor_label, kind, body) values (${requestId}, 'user', 'Officer', 'note', ${canary.note})`;
  return { importId, exportId, requestId };
}

/** A hash of every row of these people, and of what belongs to nobody. */
export async function fingerprints({ sql }: Pick<TestDb, 'sql'>, ids: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [table, { subject, path }] of Object.entries(dataMap)) {
    if (subject !== 'profile' || path === null) continue;
    const [row] = await sql<{ hash: string }[]>`
      select coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as hash from ${sql(table)} t where ${sql(path)} = any(${[...ids]}::uuid[])`;
    found[table] = row?.hash ?? '';
  }
  return found;
}
