import type { Locator, Page } from '@playwright/test';
import { sendBatch } from './support/installation';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

const unique = (name: string) => `${name} ${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
const DAY = 86_400_000;
const MINUTE = 60_000;

/** Adds a condition and answers its box, which comes last. */
async function addCondition(page: Page, label: string): Promise<Locator> {
  const boxes = page.getByRole('group', { name: /^(Event|Activity over time|Sessions)$/ });
  const before = await boxes.count();
  await (await hydrated(page.getByRole('button', { name: 'Add condition' }).first())).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${label}`) }).click();
  await expect(boxes).toHaveCount(before + 1);
  return boxes.nth(before);
}

async function write(box: Locator, label: string, text: string, nth = 0): Promise<void> {
  const field = box.getByRole('combobox', { name: label, exact: true }).nth(nth);
  await field.fill(text);
  await field.press('Escape');
}

async function save(page: Page, name: string): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 });
  return page.url();
}

/** Has the segment's page explain a person. */
async function explain(page: Page, address: string, person: string): Promise<void> {
  await page.goto(`${address.split('?')[0]}?tab=why`);
  await (await hydrated(page.getByRole('combobox', { name: 'Person' }))).fill(person);
  await page
    .getByRole('option', { name: new RegExp(person) })
    .first()
    .click();
}

const members = (page: Page) => page.getByRole('link', { name: /^Members/ });
const matching = (page: Page, text: string) => page.getByRole('complementary', { name: 'Who matches' }).getByText(text, { exact: true });

test('a median and one line of an order, by the calendar: entered with the event, explained with it', async ({ pageAs }) => {
  test.setTimeout(180_000);
  const { writeKey } = await seed();
  const [bought, eve, fay] = [unique('Bought'), unique('Eve'), unique('Fay')];
  const person = (name: string) => ({ type: 'identify', userId: name, traits: { name } });
  const buy = (userId: string, total: number, items: object[]) => ({ type: 'track', event: bought, userId, properties: { total, items } });
  const other = { sku: 'Y', quantity: 5 };
  await sendBatch(writeKey, [person(eve), person(fay), buy(fay, 90, [{ sku: 'X', quantity: 1 }, other])]);

  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  const median = await addCondition(page, 'Event');
  await write(median, 'Event', bought);
  await expect(matching(page, '1 person matches')).toBeVisible({ timeout: 30_000 });
  await median.getByLabel('What is counted').selectOption('median');
  await write(median, 'Property that is measured', 'total');
  await median.getByLabel('Time', { exact: true }).selectOption('calendar');
  await median.getByLabel('Part of the calendar').selectOption('year 0');
  await median.getByLabel('Amount', { exact: true }).fill('50');
  await expect(page.getByText(`the median total of ${bought} is at least 50 this year`)).toBeVisible();

  const line = await addCondition(page, 'Event');
  await write(line, 'Event', bought);
  await line.getByRole('button', { name: 'Where…' }).click();
  await line.getByLabel('Where the value lies').selectOption('item');
  await write(line, 'Property', 'items');
  const item = line.getByRole('group', { name: 'One and the same item' });
  await write(item, 'Property of the item', 'sku');
  await write(item, 'Value', 'X');
  await item.getByRole('button', { name: 'And of the same item…' }).click();
  await write(item, 'Property of the item', 'quantity', 1);
  await item.getByRole('combobox', { name: 'Comparison', exact: true }).nth(1).click();
  await page.getByRole('option', { name: 'is more than', exact: true }).click();
  await item.getByLabel('Value', { exact: true }).nth(1).fill('2');
  await expect(page.getByText(/one item of items meets .sku is .*X.* and quantity is more than 2/)).toBeVisible();
  await expect(matching(page, '0 people match')).toBeVisible();

  const address = await save(page, unique('Big lines'));
  await expect(members(page)).toHaveText('Members0');
  await sendBatch(writeKey, [buy(eve, 60, [{ sku: 'X', quantity: 3 }])]);
  await expect(members(page)).toHaveText('Members1', { timeout: 30_000 });
  await explain(page, address, eve);
  await expect(page.getByText(`${eve} is in this segment`)).toBeVisible();
  await expect(page.getByText('measured: 60')).toBeVisible();
  await page.getByRole('list', { name: 'Events that counted' }).first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/profiles\/.*open=/);
  await expect(page.getByRole('list', { name: 'Events, the newest first' }).getByText(bought).first()).toBeVisible();
});

test('stopped, with a long session: entered by what came late, left by the next visit', async ({ pageAs }) => {
  test.setTimeout(180_000);
  const { writeKey } = await seed();
  const now = Date.now();
  const [visit, gus, ida] = [unique('Visit'), unique('Gus'), unique('Ida')];
  const person = (name: string) => ({
    type: 'identify',
    userId: name,
    traits: { name },
    timestamp: new Date(now - 100 * DAY).toISOString(),
  });
  const visited = (userId: string, ago: number) => ({
    type: 'track',
    event: visit,
    userId,
    timestamp: new Date(now - ago).toISOString(),
  });
  // Gus was there for ten minutes, Ida for a moment.
  await sendBatch(writeKey, [
    person(gus),
    person(ida),
    visited(gus, 45 * DAY),
    visited(gus, 45 * DAY - 10 * MINUTE),
    visited(ida, 45 * DAY),
  ]);

  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  const stopped = await addCondition(page, 'Activity over time');
  await write(stopped, 'Event', visit);
  await expect(stopped.getByLabel('Pattern')).toHaveValue('stopped');
  await expect(matching(page, '2 people match')).toBeVisible({ timeout: 30_000 });
  await expect(
    page.getByText(`who stopped doing ${visit}: at least once in the 90 days before, and not in the last 30 days`),
  ).toBeVisible();

  const session = await addCondition(page, 'Sessions');
  await session.getByLabel('What is measured').selectOption('longest_minutes');
  await session.getByLabel('Amount', { exact: true }).first().fill('5');
  await session.getByLabel('Time', { exact: true }).selectOption('ever');
  await expect(matching(page, '1 person matches')).toBeVisible();

  const address = await save(page, unique('Lost visitors'));
  await expect(members(page)).toHaveText('Members1', { timeout: 30_000 });
  await sendBatch(writeKey, [visited(ida, 45 * DAY - 20 * MINUTE)]);
  await expect(members(page)).toHaveText('Members2', { timeout: 30_000 });
  await explain(page, address, ida);
  await expect(page.getByText(`${ida} is in this segment`)).toBeVisible();
  await expect(page.getByText('the longest 20 minutes')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Windows of the pattern' })).toContainText('2 events counted');

  await sendBatch(writeKey, [visited(ida, 0)]);
  await page.goto(address);
  await expect(members(page)).toHaveText('Members1', { timeout: 30_000 });
});
