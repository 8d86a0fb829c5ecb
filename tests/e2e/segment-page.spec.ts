import type { Download, Page } from '@playwright/test';
import { parquetReadObjects } from 'hyparquet';
import { api, newApiKey, newWriteKey, sendBatch, until } from './support/installation';
import { ask } from './support/own-database';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

test.describe.configure({ timeout: 240_000 });

const PEOPLE = 40;

type Given = { run: string; apiKey: string; first: string; even: string };
let world: Promise<Given> | undefined;
/** Forty people: the first twenty bought, every second one has the plan gold, and a segment of each. Made once. */
const given = (): Promise<Given> => {
  world ??= make();
  return world;
};

async function make(): Promise<Given> {
  const run = Date.now().toString(36);
  const writeKey = await newWriteKey(`Page ${run}`);
  const apiKey = await newApiKey('profiles:read', 'segments:read', 'segments:write');
  await sendBatch(
    writeKey,
    Array.from({ length: PEOPLE }).flatMap((_, n) => {
      const userId = `page-${run}-${n}`;
      const traits = { name: `P${n} ${run}`, email: `${userId}@example.com`, [`plan_${run}`]: n % 2 === 0 ? 'gold' : 'basic' };
      return [
        { type: 'identify', userId, traits },
        ...(n < PEOPLE / 2 ? [{ type: 'track', event: `Bought ${run}`, userId, messageId: userId, properties: { revenue: n } }] : []),
      ];
    }),
  );
  const first = await create(apiKey, `First ${run}`, { kind: 'event', event: `Bought ${run}`, op: 'gte', count: 1 }, PEOPLE / 2);
  const even = await create(apiKey, `Even ${run}`, { kind: 'trait', trait: `plan_${run}`, op: 'eq', value: 'gold' }, PEOPLE / 2);
  return { run, apiKey, first, even };
}

type Segment = { id: string; state: string; size: number; version: number };

async function create(apiKey: string, name: string, rule: unknown, size: number): Promise<string> {
  const { id } = await api<Segment>(apiKey, '/api/v1/segments', { method: 'POST', body: { name, rule } });
  await sized(apiKey, id, size);
  return id;
}

const sized = (apiKey: string, id: string, size: number) =>
  until(async () => {
    const segment = await api<Segment>(apiKey, `/api/v1/segments/${id}`);
    return segment.state === 'live' && segment.size === size ? segment : undefined;
  }, `A segment of ${size}`);

test('versions say who changed what, in words and as JSON, and one is brought back', async ({ pageAs }) => {
  const { run, apiKey } = await given();
  const plan = { kind: 'trait', trait: `plan_${run}`, op: 'eq', value: 'gold' };
  const bought = (count: number) => ({ kind: 'event', event: `Bought ${run}`, op: 'gte', count });
  const id = await create(apiKey, `Versions ${run}`, { all: [bought(1), plan] }, PEOPLE / 4);
  const body = { version: 1, rule: { all: [bought(2)] }, note: 'Twice is better' };
  await api(apiKey, `/api/v1/segments/${id}`, { method: 'PATCH', body });
  await sized(apiKey, id, 0);
  const page = await pageAs('marketer');
  await page.goto(`/segments/${id}?tab=versions`);
  const table = page.getByRole('table', { name: 'Versions' });
  await expect(table.getByRole('row').nth(1)).toContainText('Twice is better');
  await expect(page.getByText(`who did Bought ${run} at least 1 time`)).toBeVisible();
  await expect(page.getByText(`who did Bought ${run} at least 2 times`)).toBeVisible();
  await expect(page.getByText(`whose plan_${run} is`, { exact: false })).toBeVisible();
  await expect(page.getByText('10 people fit the earlier rule now, 0 the later one: 0 more, 10 fewer.')).toBeVisible();
  await page.getByText('JSON', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'JSON' })).toContainText('"count": 2');
  await (await hydrated(table.getByRole('button', { name: 'Restore version 1' }))).click();
  await expect(page.getByText('The old version is back, as version 3')).toBeVisible();
  await expect(table.getByRole('row').nth(1)).toContainText('Version 1 brought back');
  await sized(apiKey, id, PEOPLE / 4);
});

test('an evaluation is cancelled beside its progress, and begun again', async ({ pageAs }) => {
  const { run, apiKey } = await given();
  const id = await create(apiKey, `Cancelled ${run}`, { kind: 'trait', trait: `plan_${run}`, op: 'eq', value: 'gold' }, PEOPLE / 2);
  // As it is while a changed rule is being evaluated, which is over here before one could look.
  await ask(`update segments set state = 'building', progress = 0.4 where id = $1 returning id`, [id]);
  const page = await pageAs('marketer');
  await page.goto(`/segments/${id}`);
  await expect(page.getByRole('progressbar', { name: 'Building' })).toBeVisible();
  await (await hydrated(page.getByRole('button', { name: 'Cancel', exact: true }))).click();
  await expect(page.getByText('The evaluation of this segment was cancelled.')).toBeVisible();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Building' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Evaluate again' }).click();
  await expect(page.getByText('The evaluation of this segment was cancelled.')).toHaveCount(0);
  await sized(apiKey, id, PEOPLE / 2);
});

test('a segment is divided, overlapped and told apart from others', async ({ pageAs }) => {
  const { run, apiKey, first, even } = await given();
  const page = await pageAs('marketer');
  await page.goto(`/segments/${first}?tab=compare&by=plan_${run}`);
  const breakdown = page.getByRole('table', { name: `People by plan_${run}` });
  await expect(breakdown.getByRole('row', { name: /gold/ })).toContainText('50% · 10');
  await expect(breakdown.getByRole('row', { name: /basic/ })).toContainText('50% · 10');

  await page.goto(`/segments/${first}?tab=compare&view=overlap&with=${even}`);
  const overlap = page.getByRole('table', { name: 'Overlap of segments' });
  await expect(overlap.getByRole('link')).toHaveCount(3);
  const both = overlap.getByRole('link', { name: `In First ${run}, Even ${run}: 10 people` });
  await (await hydrated(both)).click();
  const sheet = page.getByRole('dialog', { name: `In First ${run}, Even ${run}` });
  await expect(sheet.getByRole('link', { name: new RegExp(`^P\\d+ ${run}`) })).toHaveCount(10);
  await sheet.getByRole('link', { name: 'Save as a segment' }).click();
  await expect(page).toHaveURL(/\/segments\/new\?/);
  await expect(page.getByText('10 people match')).toBeVisible();

  const known = { kind: 'trait', trait: `plan_${run}`, op: 'exists' };
  const never = { kind: 'event', event: `Bought ${run}`, op: 'eq', count: 0 };
  const others = await create(apiKey, `Others ${run}`, { all: [known, never] }, PEOPLE / 2);
  await page.goto(`/segments/${first}?tab=compare&view=differences&against=${others}`);
  const more = page.getByRole('table', { name: 'More frequent here' });
  await expect(more.getByRole('row', { name: new RegExp(`did Bought ${run}`) })).toContainText('100% · 20');
  await expect(more.getByRole('row', { name: new RegExp(`plan_${run}`) })).toHaveCount(0);
  await expect(page.getByText('Bonferroni', { exact: false })).toBeVisible();
});

async function exported(page: Page, segment: { id: string; name: string }, format: string): Promise<Buffer> {
  await page.goto(`/segments/${segment.id}?export=true`);
  const dialog = page.getByRole('dialog', { name: `Export ${segment.name}` });
  await (await hydrated(dialog.getByRole('combobox', { name: 'What is it for?' }))).click();
  await page.getByRole('option', { name: 'Internal analysis', exact: true }).click();
  await dialog.getByText(format, { exact: true }).click();
  await dialog.getByRole('button', { name: 'Create the file' }).click();
  const link = dialog.getByRole('link', { name: `Download ${format}` });
  await expect(link).toBeVisible({ timeout: 60_000 });
  const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, link.click()]);
  return Buffer.concat(await (await download.createReadStream()).toArray());
}

test('members are exported as CSV, JSON lines and Parquet, and read back', async ({ freshPageAs }) => {
  const { run, first } = await given();
  const page = await freshPageAs('owner');
  const segment = { id: first, name: `First ${run}` };
  const csv = (await exported(page, segment, 'CSV')).toString().trim().split('\r\n');
  expect(csv[0]).toBe('profile_id,email');
  const people = csv.slice(1).map((line) => line.split(','));
  expect(people).toHaveLength(PEOPLE / 2);
  const records = (await exported(page, segment, 'JSON lines'))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(records.map((each) => [each.profile_id, each.identifiers.email[0]])).toEqual(people);
  const parquet = await exported(page, segment, 'Parquet');
  const file = parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.length) as ArrayBuffer;
  const rows = (await parquetReadObjects({ file })) as { profile_id: string; email: string }[];
  expect(rows.map((row) => [row.profile_id, row.email])).toEqual(people);
});

test('the overview is fresh, says why people entered, and tells of a size', async ({ pageAs }) => {
  const { run, first, apiKey } = await given();
  const outer = await create(apiKey, `Names first ${run}`, { kind: 'segment', segmentId: first }, PEOPLE / 2);
  const page = await pageAs('marketer');
  await page.goto(`/segments/${first}?tab=overview`);
  await expect(page.getByText(/^Live, checked to \d\d:\d\d:\d\d$/)).toBeVisible();
  await expect(page.getByRole('link', { name: `Names first ${run}` })).toHaveAttribute('href', `/segments/${outer}`);
  const reason = page.getByRole('link', { name: /Met the rule when it was asked, because of/ }).first();
  await (await hydrated(reason)).click();
  const people = page.getByRole('dialog', { name: /Met the rule when it was asked/ });
  await expect(people.getByRole('link', { name: new RegExp(`^P\\d+ ${run}`) }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(people).toHaveCount(0);

  await page.getByLabel('Tell when').selectOption('fewer than so many are in it');
  await page.getByRole('textbox', { name: 'People' }).fill('21');
  await page.getByRole('button', { name: 'Add alert' }).click();
  const alert = page.getByRole('listitem').filter({ hasText: 'Fewer than 21 people' });
  await expect(alert).toContainText('20 people');
  await alert.getByRole('button', { name: 'Remove: Fewer than 21 people' }).click();
  await expect(alert).toHaveCount(0);
});
