import type { Page } from '@playwright/test';
import { api, newApiKey, newWriteKey, sendBatch, tessera, until } from './support/installation';
import { ask, askNumber } from './support/own-database';
import { expect, test } from './support/roles';
import { addCondition } from './support/segment-kinds';
import { hydrated } from './support/sign-in';

/** What marketers do all day, on the demo company: every number must be that of a query written by hand. */
test.describe.configure({ timeout: 600_000 });

const NOT_RESTRICTED = 'p.restricted_at is null';
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const DAY = 86_400;

type Ready = { apiKey: string; send(events: readonly object[]): Promise<void>; word: string };
let ready: Promise<Ready> | undefined;

async function prepare(): Promise<Ready> {
  if ((await askNumber('select count(*) from segments where name = $1', ['Big spenders'])) === 0) await tessera('demo');
  const [writeKey, apiKey] = [
    await newWriteKey('Scenarios'),
    await newApiKey('profiles:read', 'segments:read', 'segments:write', 'consents:write'),
  ];
  return { apiKey, send: (events) => sendBatch(writeKey, events), word: Date.now().toString(36) };
}
const company = (): Promise<Ready> => (ready ??= prepare());

const preview = (page: Page) => page.getByRole('complementary', { name: 'Who matches' });

/** The count that the page shows must become the one that the query gives now. */
async function sameCount(page: Page, query: string, values: readonly unknown[] = []): Promise<number> {
  let wanted = -1;
  await expect(async () => {
    wanted = await askNumber(query, values);
    const text = `${wanted.toLocaleString('en')} ${wanted === 1 ? 'person matches' : 'people match'}`;
    await expect(preview(page).getByText(text, { exact: true })).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  return wanted;
}

const write = async (page: Page, label: string, text: string) => {
  const box = page.getByRole('combobox', { name: label, exact: true }).last();
  await box.fill(text);
  await box.press('Escape');
};
const compareBy = async (page: Page, op: string) => {
  await page.getByRole('combobox', { name: 'Comparison', exact: true }).last().click();
  await page.getByRole('option', { name: op, exact: true }).click();
};

async function create(page: Page, name: string): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  // Behind the demo's own segments and daily totals in the queue.
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 90_000 });
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

type Change = { profileId: string; change: 'enter' | 'leave'; cause: string };

/** The newest change of this kind of a person, once there is one. */
const changed = (apiKey: string, segmentId: string, profileId: string, change: Change['change']) =>
  until(
    async () => {
      const { data } = await api<{ data: Change[] }>(apiKey, `/api/v1/segments/${segmentId}/changes?order=newest&limit=1000`);
      return data.find((c) => c.profileId === profileId && c.change === change);
    },
    `${change} of the person`,
    150,
  );

async function shopper(it: Ready, name: string, events: readonly object[]): Promise<{ userId: string; profileId: string }> {
  const userId = `${name}-${it.word}`;
  const traits = { name: `${name} ${it.word}` };
  await it.send([{ type: 'identify', userId, timestamp: ago(3 * DAY), traits }, ...events.map((event) => ({ ...event, userId }))]);
  const consent = { identifier: `user_id:${userId}`, purpose: 'marketing', channel: 'email', state: 'granted', createProfile: true };
  const { profileId } = await api<{ profileId: string }>(it.apiKey, '/api/v1/consents', { method: 'POST', body: consent });
  return { userId, profileId };
}
const track = (event: string, seconds: number) => ({ type: 'track', event, timestamp: ago(seconds) });

test('abandoned cart: built, counted as by hand, left by buying, entered and left by the clock alone', async ({ pageAs }) => {
  const it = await company();
  const steps = [{ event: 'Product Added' }, { event: 'Order Completed', within: { minutes: 1 }, not: true }];
  const { id: short } = await api<{ id: string }>(it.apiKey, '/api/v1/segments', {
    method: 'POST',
    body: { name: `Cart of a minute ${it.word}`, rule: { kind: 'sequence', steps, window: { last: { minutes: 2 } } } },
  });
  const waiting = await shopper(it, 'waiting', [track('Product Added', 20)]);
  const buyer = await shopper(it, 'buyer', [track('Product Added', 2 * DAY)]);
  await shopper(it, 'quick', [track('Product Added', 2 * DAY), track('Order Completed', 2 * DAY - 3_600)]);
  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  await addCondition(page, 'Sequence');
  await write(page, 'Event of step 1', 'Product Added');
  await page.getByLabel('What step 2 asks').selectOption('not');
  await write(page, 'Event of step 2', 'Order Completed');
  await page.getByLabel('Time of step 2: Unit').selectOption('hours');
  await page.getByLabel('Time of step 2: Amount').fill('24');
  await page.getByLabel('Amount', { exact: true }).last().fill('3');
  const abandoned = `select count(*) from profiles p where ${NOT_RESTRICTED} and exists (
    select from events a where a.profile_id = p.id and a.name = 'Product Added' and a.occurred_at > now() - interval '3 days'
      and a.occurred_at <= now() - interval '24 hours' and not exists (
        select from events o where o.profile_id = p.id and o.name = 'Order Completed' and o.occurred_at > a.occurred_at
          and o.occurred_at <= a.occurred_at + interval '24 hours'))`;
  const all = await sameCount(page, abandoned);
  await addCondition(page, 'Consent');
  await page.getByLabel('Purpose', { exact: true }).selectOption('marketing');
  await page.getByLabel('Channel', { exact: true }).selectOption('email');
  const consented = `${abandoned} and exists (select from consent_states c join purposes u on u.key = c.purpose where c.profile_id = p.id
    and c.purpose = 'marketing' and c.channel = 'email' and c.state = 'granted' and c.since <= now() and coalesce(c.expires_at, 'infinity') > now()
    and (u.validity_days is null or c.since + u.validity_days * interval '1 day' > now()))`;
  expect(await sameCount(page, consented)).toBeLessThanOrEqual(all);
  await addCondition(page, 'Event');
  await write(page, 'Event', 'Order Completed');
  await page.getByRole('combobox', { name: 'Comparison', exact: true }).last().selectOption('never');
  await page.getByLabel('Amount', { exact: true }).last().fill('1');
  const quiet = `${consented} and not exists (
    select from events o where o.profile_id = p.id and o.name = 'Order Completed' and o.occurred_at > now() - interval '1 day' and o.occurred_at <= now())`;
  await sameCount(page, quiet);
  const id = await create(page, `Abandoned cart ${it.word}`);

  await expect(async () => {
    const [size, { total, data }, wanted] = [
      (await api<{ size: number }>(it.apiKey, `/api/v1/segments/${id}`)).size,
      await api<{ total: number; data: { profileId: string }[] }>(it.apiKey, `/api/v1/segments/${id}/members?limit=1000`),
      await askNumber(quiet),
    ];
    expect([size, total, data.length]).toEqual([wanted, wanted, Math.min(wanted, 1_000)]);
    expect(data.map((m) => m.profileId)).toContain(buyer.profileId);
  }).toPass({ timeout: 60_000 });
  await it.send([{ ...track('Order Completed', 1), userId: buyer.userId, properties: { revenue: 20, currency: 'GBP' } }]);
  expect(await changed(it.apiKey, id, buyer.profileId, 'leave')).toMatchObject({ cause: 'event' });

  // Their minute and the next have passed meanwhile.
  expect(await changed(it.apiKey, short, waiting.profileId, 'enter')).toMatchObject({ cause: 'clock' });
  expect(await changed(it.apiKey, short, waiting.profileId, 'leave')).toMatchObject({ cause: 'clock' });
});

/** What scoring says of orders, as columns beside a member: the numbers that are stored. */
async function seeScores(page: Page, segmentId: string, members: readonly string[]): Promise<void> {
  const scores = ['rfm_recency', 'rfm_frequency', 'rfm_monetary', 'historic_value'];
  // Not of everybody: who objects, or paid in another currency, has none.
  const scored = `select id from profiles where id = any($1::uuid[]) and traits ?& $2::text[] order by id limit 1`;
  const { id: profileId } = await until(async () => (await ask<{ id: string }>(scored, [members, scores]))[0], 'Scores of a member', 150);
  await page.goto(`/segments/${segmentId}?tab=members`);
  await (await hydrated(page.getByRole('button', { name: 'Columns', exact: true }))).click();
  for (const name of scores) await page.getByRole('checkbox', { name, exact: true }).check();
  await page.keyboard.press('Escape');
  const table = page.getByRole('table', { name: 'Person', exact: true });
  const row = table.getByRole('row').filter({ has: page.locator(`a[href$="/profiles/${profileId}"]`) });
  const headers = table.getByRole('columnheader');
  for (const name of scores) {
    await expect(headers.filter({ hasText: new RegExp(`^${name}$`) })).toBeVisible();
    const at = (await headers.allTextContents()).indexOf(name);
    const value = await askNumber(`select (traits ->> $2)::float8 from profiles where id = $1`, [profileId, name]);
    await expect(row.getByRole('cell').nth(at)).toHaveText(value.toLocaleString('en', { maximumFractionDigits: 2 }));
  }
}

test('lapsing buyers: explained, changed with who enters and leaves before saving, and the old version brought back', async ({
  pageAs,
}) => {
  const it = await company();
  const vip = { kind: 'event', event: 'Order Completed', measure: 'sum', op: 'gte', amount: 5_000, window: { last: { days: 365 } } };
  const { id: vipId } = await api<{ id: string }>(it.apiKey, '/api/v1/segments', {
    method: 'POST',
    body: { name: `VIP ${it.word}`, rule: vip },
  });
  await until(
    async () => ((await api<{ state: string }>(it.apiKey, `/api/v1/segments/${vipId}`)).state === 'live' ? true : undefined),
    'VIP',
  );
  const lapsing = (days: number) => `select count(*) from profiles p where ${NOT_RESTRICTED}
    and (select sum(value) from events e where e.profile_id = p.id and e.name = 'Order Completed' and e.occurred_at > now() - interval '365 days' and e.occurred_at <= now()) >= 500
    and coalesce((select sum(value) from events e where e.profile_id = p.id and e.name = 'Order Completed' and e.occurred_at > now() - interval '365 days' and e.occurred_at <= now()), 0) < 5000
    and p.last_order_at > now() - interval '120 days' and p.last_order_at <= now() - interval '${days} days'`;
  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  await addCondition(page, 'Spent at least');
  await write(page, 'Event', 'Order Completed');
  await page.getByLabel('Amount', { exact: true }).first().fill('500');
  await page.getByLabel('Time', { exact: true }).last().selectOption('last');
  await page.getByLabel('Unit', { exact: true }).last().selectOption('days');
  await page.getByLabel('Amount', { exact: true }).last().fill('365');
  for (const [op, days] of [
    ['is in the last', '120'],
    ['is longer ago than', '60'],
  ] as const) {
    await addCondition(page, 'Trait');
    await write(page, 'Trait', 'last_order_at');
    await compareBy(page, op);
    await page.getByLabel('Unit', { exact: true }).last().selectOption('days');
    await page.getByLabel('Amount', { exact: true }).last().fill(days);
  }
  await addCondition(page, 'Segment membership');
  const membership = page.getByRole('group', { name: 'Segment', exact: true });
  await membership.getByRole('combobox', { name: 'Comparison', exact: true }).selectOption('not_in');
  await membership.getByRole('combobox', { name: 'Segment', exact: true }).fill(`VIP ${it.word}`);
  await page.getByRole('option', { name: `VIP ${it.word}` }).click();
  const before = await sameCount(page, lapsing(60));
  expect(before).toBeGreaterThan(0);
  const id = await create(page, `Lapsing ${it.word}`);

  const { data } = await api<{ data: { profileId: string }[] }>(it.apiKey, `/api/v1/segments/${id}/members?limit=20`);
  await page.goto(`/segments/${id}?tab=why&profile=${data[0]?.profileId}`);
  await expect(page.getByText(/is in this segment$/)).toBeVisible();
  await expect(page.getByText(/\d+ events? counted/).first()).toBeVisible();
  await expect(page.getByText('Met', { exact: true })).not.toHaveCount(0);

  await seeScores(
    page,
    id,
    data.map((member) => member.profileId),
  );

  await page.goto(`/segments/${id}/edit`);
  const amount = page.getByLabel('Amount', { exact: true }).last();
  await hydrated(amount);
  await expect(amount).toHaveValue('60');
  await amount.fill('45');
  const after = await sameCount(page, lapsing(45));
  const compared = preview(page).getByRole('region', { name: 'Against the saved version' });
  await expect(compared.getByText(`${(after - before).toLocaleString('en')} would enter`)).toBeVisible();
  await expect(compared.getByText('0 would leave')).toBeVisible();
  await page.getByLabel('Why you change it').fill('Sooner than they forget us');
  await page.getByRole('button', { name: 'Save segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Lapsing ${it.word}` })).toBeVisible();
  const sizeBecomes = async (query: string) =>
    expect(async () => {
      const { state, size } = await api<{ state: string; size: number }>(it.apiKey, `/api/v1/segments/${id}`);
      expect([state, size]).toEqual(['live', await askNumber(query)]);
    }).toPass({ timeout: 60_000 });
  await sizeBecomes(lapsing(45));

  await page.goto(`/segments/${id}?tab=versions`);
  await expect(page.getByRole('table', { name: 'Versions' })).toContainText('Sooner than they forget us');
  await (await hydrated(page.getByRole('button', { name: 'Restore version 1' }))).click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: /Restore|Bring back/ });
  if (await confirm.isVisible().catch(() => false)) await confirm.click();
  await expect(page.getByText('The old version is back, as version 3')).toBeVisible();
  await sizeBecomes(lapsing(60));
});

test('never, and is not: who lacks the value is said on screen and counted as by hand', async ({ pageAs }) => {
  await company();
  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  await addCondition(page, 'Event');
  await write(page, 'Event', 'Product Added');
  await page.getByRole('combobox', { name: 'Comparison', exact: true }).last().selectOption('never');
  await page.getByLabel('Time', { exact: true }).selectOption('ever');
  const never = `select count(*) from profiles p where ${NOT_RESTRICTED} and not exists (
    select from events e where e.profile_id = p.id and e.name = 'Product Added' and e.occurred_at <= now())`;
  expect(await sameCount(page, never)).toBeGreaterThan(0);

  await page.goto('/segments/new');
  await addCondition(page, 'Trait');
  await write(page, 'Trait', 'country');
  await compareBy(page, 'is not');
  await write(page, 'Value', 'France');
  const missing = page.getByLabel('Without country:');
  await expect(missing).toHaveValue('');
  await expect(missing.getByRole('option', { name: 'included (as usual here)' })).toBeAttached();
  const included = await sameCount(
    page,
    `select count(*) from profiles p where ${NOT_RESTRICTED} and p.traits->>'country' is distinct from 'France'`,
  );
  await missing.selectOption('exclude');
  const excluded = await sameCount(page, `select count(*) from profiles p where ${NOT_RESTRICTED} and p.traits->>'country' <> 'France'`);
  expect(excluded).toBeLessThan(included);
});
