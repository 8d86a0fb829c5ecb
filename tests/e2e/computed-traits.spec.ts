import type { Page } from '@playwright/test';
import { api, newApiKey, newWriteKey, sendBatch, until } from './support/installation';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

const unique = (): string => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;

const type = async (page: Page, label: string, text: string): Promise<void> => {
  const field = page.getByRole('combobox', { name: label, exact: true });
  await field.fill(text);
  await field.press('Escape');
};

async function addCondition(page: Page, label: string): Promise<void> {
  await page.goto('/segments/new');
  await (await hydrated(page.getByRole('button', { name: 'Add condition' }).first())).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${label}`) }).click();
}

/** Saves the segment and waits until it is live. @returns its address */
async function save(page: Page, name: string): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 });
  return page.url();
}

const members = (page: Page) => page.getByRole('link', { name: /^Members/ });
/** Waits until so many people have performed the event. */
const performed = (apiKey: string, event: string, people: number): Promise<true> =>
  until(async () => {
    const body = { rule: { kind: 'event', event, op: 'gte', count: 1 } };
    const { count } = await api<{ count: number }>(apiKey, '/api/v1/segments/preview', { method: 'POST', body });
    return count === people ? true : undefined;
  }, `${people} people with ${event}`);

const track = (userId: string, event: string, properties: object) => ({ type: 'track', event, userId, properties });
const identify = (userId: string, name: string) => ({ type: 'identify', userId, traits: { name, email: `${userId}@example.com` } });

test('a computed trait is made, follows an event with the segment on it, and is kept while it is used', async ({ pageAs }) => {
  test.setTimeout(180_000);
  const u = unique();
  const [event, trait, ann, bob] = [`Parcel ${u}`, `parcels_${u}`, `Ann ${u}`, `Bob ${u}`];
  const writeKey = await newWriteKey(`Parcels ${u}`);
  const apiKey = await newApiKey('profiles:read', 'segments:read', 'segments:write');
  await sendBatch(writeKey, [
    identify(`${u}-a`, ann),
    identify(`${u}-b`, bob),
    track(`${u}-a`, event, { weight: 10 }),
    track(`${u}-a`, event, { weight: 20 }),
    track(`${u}-b`, event, { weight: 5 }),
  ]);

  await performed(apiKey, event, 2);
  const page = await pageAs('marketer');
  await page.goto('/computed-traits/new');
  await (await hydrated(page.getByLabel('Name', { exact: true }))).fill(trait);
  await page.getByLabel('Measure', { exact: true }).selectOption('sum');
  await type(page, 'Event', event);
  await type(page, 'Measured property', 'weight');
  const values = page.getByRole('complementary', { name: 'Values now' });
  await expect(values.getByRole('link', { name: new RegExp(`${ann}.*30`) })).toBeVisible({ timeout: 30_000 });
  await expect(values.getByRole('link', { name: new RegExp(`${bob}.*5`) })).toBeVisible();
  await expect(page.getByText(`Total weight of ${event}`)).toBeVisible();
  await page.getByRole('button', { name: 'Create trait' }).click();
  await expect(page.getByRole('heading', { level: 1, name: trait })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 });
  const people = page.getByRole('list', { name: 'Some of the people' });
  await expect(people.getByRole('link', { name: new RegExp(`${ann}.*30`) })).toBeVisible({ timeout: 30_000 });

  const rule = { kind: 'trait', trait, op: 'gte', value: 40 };
  type Segment = { state: string; size: number };
  const { id } = await api<{ id: string }>(apiKey, '/api/v1/segments', { method: 'POST', body: { name: `Heavy ${u}`, rule } });
  const segment = () => api<Segment>(apiKey, `/api/v1/segments/${id}`);
  await until(async () => ((await segment()).state === 'live' ? true : undefined), 'Live');
  expect((await segment()).size).toBe(0);
  await sendBatch(writeKey, [track(`${u}-a`, event, { weight: 15 })]);
  await until(async () => ((await segment()).size === 1 ? true : undefined), 'The segment follows the trait');
  await expect(people.getByRole('link', { name: new RegExp(`${ann}.*45`) })).toBeVisible({ timeout: 30_000 });

  await people.getByRole('link', { name: new RegExp(ann) }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(ann);
  await page.goto(`${page.url().split('?')[0]}?tab=traits`);
  const row = page.getByRole('row').filter({ hasText: trait });
  await expect(row).toContainText('45');
  await expect(row).toContainText('Computed trait');

  await page.goto(`/computed-traits/${trait}`);
  await expect(page.getByRole('link', { name: `Heavy ${u}` })).toBeVisible();
  await (await hydrated(page.getByRole('button', { name: 'Delete' }))).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText(`Still used by Heavy ${u}`)).toBeVisible();

  await addCondition(page, 'Rank');
  await type(page, 'Trait', trait);
  await page.getByLabel('How many', { exact: true }).fill('50');
  await expect(page.getByText('in the top 50 percent by').first()).toBeVisible();
  await save(page, `Top half ${u}`);
  await expect(members(page)).toHaveText('Members1', { timeout: 30_000 });
  await expect(page.getByRole('link', { name: ann })).toBeVisible();
  await page.getByRole('link', { name: 'Rule', exact: true }).click();
  await expect(page.getByText(`Cut points of ${trait}: version 1`)).toBeVisible();
});

test('an interest is the share of a value among what somebody looks at, and says on what evidence', async ({ pageAs }) => {
  test.setTimeout(180_000);
  const u = unique();
  const [genre, ann, bob] = [`genre_${u}`, `Ann ${u}`, `Bob ${u}`];
  const writeKey = await newWriteKey(`Records ${u}`);
  const view = (userId: string, value: string) => track(userId, 'Product Viewed', { [genre]: value });
  await sendBatch(writeKey, [
    identify(`${u}-a`, ann),
    identify(`${u}-b`, bob),
    ...['jazz', 'jazz', 'jazz', 'rock'].map((value) => view(`${u}-a`, value)),
    ...['rock', 'rock', 'jazz'].map((value) => view(`${u}-b`, value)),
  ]);
  const page = await pageAs('marketer');
  await addCondition(page, 'Interest');
  await type(page, 'Property', genre);
  await type(page, 'Value', 'jazz');
  await page.getByLabel('Share', { exact: true }).fill('50');
  const address = await save(page, `Jazz ${u}`);
  await expect(members(page)).toHaveText('Members1', { timeout: 30_000 });
  await expect(page.getByRole('link', { name: ann })).toBeVisible();

  await page.goto(`${address}?tab=why`);
  const picker = page.getByRole('combobox', { name: 'Person' });
  await (await hydrated(picker)).fill(ann);
  await page
    .getByRole('option', { name: new RegExp(ann) })
    .first()
    .click();
  await expect(page.getByText(`${ann} is in this segment`)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^75\s?% of 4 events with the property/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Share of each value' })).toContainText('rock');

  await sendBatch(writeKey, [view(`${u}-b`, 'jazz'), view(`${u}-b`, 'jazz')]);
  await page.goto(address);
  await expect(members(page)).toHaveText('Members2', { timeout: 30_000 });
});
