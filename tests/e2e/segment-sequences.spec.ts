import type { Page } from '@playwright/test';
import { sendBatch } from './support/installation';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

const unique = (name: string) => `${name} ${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;

async function addCondition(page: Page, label: string): Promise<void> {
  await page.goto('/segments/new');
  await (await hydrated(page.getByRole('button', { name: 'Add condition' }).first())).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${label}`) }).click();
}

async function chooseEvent(page: Page, step: number, name: string): Promise<void> {
  const event = page.getByRole('combobox', { name: `Event of step ${step}` });
  await event.fill(name);
  await event.press('Escape');
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

test('one event after another with the same cart, then the moment and the sentence of it', async ({ pageAs }) => {
  const { writeKey, run } = await seed();
  const [view, buy, name] = [unique('Viewed'), unique('Bought'), unique('Bought what they viewed')];
  const page = await pageAs('marketer');
  await addCondition(page, 'Sequence');
  await chooseEvent(page, 1, view);
  await chooseEvent(page, 2, buy);
  await page.getByLabel('Time of step 2: Amount').fill('2');
  await page.getByRole('combobox', { name: 'Same property in all steps' }).fill('cart_id');
  await page.getByRole('combobox', { name: 'Same property in all steps' }).press('Escape');
  await expect(page.getByText(new RegExp(`did ${view}, then within 2 days ${buy}, all with the same .?cart_id`))).toBeVisible();
  await save(page, name);
  await expect(members(page)).toHaveText('Members0');

  const track = (userId: string, event: string, cart: string) => ({ type: 'track', event, userId, properties: { cart_id: cart } });
  await sendBatch(writeKey, [track(`${run}-0`, view, 'a'), track(`${run}-1`, view, 'b'), track(`${run}-2`, view, 'c')]);
  await sendBatch(writeKey, [track(`${run}-0`, buy, 'a'), track(`${run}-1`, buy, 'other')]);
  await expect(members(page)).toHaveText('Members1', { timeout: 30_000 });
  await page.reload();
  await expect(page.getByRole('link', { name: `Ada ${run}` })).toBeVisible();
});

test('not done within its time: entered by the clock, left by the event that came late', async ({ pageAs }) => {
  test.setTimeout(240_000);
  const { writeKey, run } = await seed();
  const [cart, order, name] = [unique('Cart'), unique('Ordered'), unique('Left the cart')];
  const page = await pageAs('marketer');
  await addCondition(page, 'Sequence');
  await chooseEvent(page, 1, cart);
  await page.getByLabel('What step 2 asks').selectOption({ label: 'then did not' });
  await chooseEvent(page, 2, order);
  await page.getByLabel('Time of step 2: Unit').selectOption('minutes');
  await page.getByLabel('Time of step 2: Amount').fill('1');
  await expect(page.getByText(`then within 1 minute not ${order}`)).toBeVisible();
  const address = await save(page, name);

  const at = Date.now() - 30_000;
  const track = (event: string, moment: number) => ({
    type: 'track',
    event,
    userId: `${run}-1`,
    timestamp: new Date(moment).toISOString(),
  });
  await sendBatch(writeKey, [track(cart, at)]);
  // Nothing but time brings them in.
  await expect(members(page)).toHaveText('Members1', { timeout: 150_000 });
  await page.goto(`${address}?tab=why`);
  const picker = page.getByRole('combobox', { name: 'Person' });
  await (await hydrated(picker)).fill(`Bea ${run}`);
  await page.getByRole('option').first().click();
  await expect(page.getByText(/did not happen; the time ran out on/)).toBeVisible();

  await sendBatch(writeKey, [track(order, at + 20_000)]);
  await page.goto(address);
  await expect(members(page)).toHaveText('Members0', { timeout: 60_000 });
  await page.getByRole('link', { name: 'Changes' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Left' })).toContainText(`Bea ${run}`);
});

test('steps are added, moved and removed by keyboard; only the last may be missing', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  await addCondition(page, 'Sequence');
  await chooseEvent(page, 1, 'First');
  await chooseEvent(page, 2, 'Second');
  await page.getByLabel('What step 2 asks').selectOption({ label: 'then did not' });
  await page.getByRole('button', { name: 'Add step' }).press('Enter');
  await chooseEvent(page, 3, 'Third');
  await expect(page.getByLabel('What step 2 asks')).toHaveCount(0);
  await expect(page.getByText(/did First, then within 1 day Second, then within 1 day Third/)).toBeVisible();
  await page.getByRole('button', { name: 'Move step 3 up' }).press('Enter');
  await expect(page.getByText(/did First, then within 1 day Third, then within 1 day Second/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove step 1' }).press('Enter');
  await expect(page.getByText(/did Third, then within 1 day Second/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove step 1' })).toHaveAttribute('aria-disabled', 'true');
});

test('a file of addresses becomes a list with a report, and a segment asks for it', async ({ pageAs }) => {
  const { run } = await seed();
  const [list, name] = [unique('Fair'), unique('Met at the fair')];
  const page = await pageAs('marketer');
  await page.goto('/segments/lists');
  await (await hydrated(page.getByRole('button', { name: 'New list' }).first())).click();
  await page.getByRole('dialog').getByLabel('Name').fill(list);
  await page.getByRole('button', { name: 'Create list' }).click();
  await expect(page.getByRole('heading', { level: 1, name: list })).toBeVisible();

  const rows = [
    'Name;E-mail',
    `Ada;${run}-0@EXAMPLE.com`,
    `Bea; ${run}-1@example.com`,
    `Again;${run}-0@example.com`,
    'Who;nobody-at-all@example.com',
    'Bad;not an address',
  ];
  const file = { name: 'fair.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) };
  await hydrated(page.getByRole('button', { name: 'Choose a file' }));
  await page.locator('input[type=file]').setInputFiles(file);
  const report = page.getByRole('region', { name: 'Match report' });
  await expect(report.getByText('Column “E-mail” was read as: E-mail addresses')).toBeVisible();
  const figure = (label: string) =>
    report
      .locator('dl > div')
      .filter({ has: page.getByText(label, { exact: true }) })
      .locator('dd')
      .first();
  for (const [label, value] of Object.entries({ Rows: 5, Matched: 2, 'Newly added': 2, 'Not found': 1, Duplicates: 1, Invalid: 1 }))
    await expect(figure(label)).toHaveText(String(value));
  const downloading = page.waitForEvent('download');
  await report.getByRole('link', { name: 'Download the 2 rows that were not matched' }).click();
  const path = await (await downloading).path();
  const text = await (await import('node:fs/promises')).readFile(path, 'utf8');
  expect(text).toContain('nobody-at-all@example.com,not_found');
  expect(text).toContain('not an address,invalid');
  await expect(page.getByRole('link', { name: `Ada ${run}` })).toBeVisible();

  await addCondition(page, 'List');
  await page.getByRole('combobox', { name: 'List', exact: true }).fill(list);
  await page.getByRole('option', { name: list }).click();
  const segment = await save(page, name);
  await expect(members(page)).toHaveText('Members2');

  // By hand: one more, and one less; the segment follows at once.
  await page.goto('/segments/lists');
  await page.getByRole('link', { name: list }).click();
  await (await hydrated(page.getByRole('combobox', { name: 'Add a person' }))).fill(`Cem ${run}`);
  await page.getByRole('option', { name: new RegExp(`Cem ${run}`) }).click();
  await expect(page.getByRole('link', { name: `Cem ${run}` })).toBeVisible();
  await page.getByRole('button', { name: `Take Ada ${run} off the list` }).click();
  await expect(page.getByRole('link', { name: `Ada ${run}` })).toHaveCount(0);
  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText(`The list is still used by ${name}.`)).toBeVisible();
  await page.goto(segment);
  await expect(members(page)).toHaveText('Members2');
  await expect(page.getByRole('link', { name: `Cem ${run}` })).toBeVisible();
  await expect(page.getByRole('link', { name: `Ada ${run}` })).toHaveCount(0);

  await page.getByRole('link', { name: `Cem ${run}` }).click();
  await expect(page.getByRole('link', { name: list })).toBeVisible();
});

test('a random part of everybody keeps everybody in their place', async ({ pageAs }) => {
  const { run } = await seed();
  const page = await pageAs('marketer');
  await addCondition(page, 'Random part');
  await page.getByLabel('Name of the split').fill(run);
  await page.getByLabel('To percent').fill('100');
  await expect(page.getByText(new RegExp(`People who fall into 0 to 100 percent of split .?${run}`))).toBeVisible();
  const address = await save(page, unique('Everybody'));
  await page.goto(`${address}?tab=why`);
  await (await hydrated(page.getByRole('combobox', { name: 'Person' }))).fill(`Ada ${run}`);
  await page.getByRole('option').first().click();
  await expect(page.getByText(/Place: [\d.]+ percent/)).toBeVisible();
  await expect(page.getByText(/is in this segment$/)).toBeVisible();
});

test('the holdout is set by the owner and leaves those in it out', async ({ pageAs }) => {
  const page = await pageAs('owner');
  await page.goto('/settings/company');
  await (await hydrated(page.getByRole('textbox', { name: 'Percent of all people' }))).fill('5');
  await page.getByRole('textbox', { name: 'Name of the draw' }).fill('spring');
  await page.getByRole('textbox', { name: 'Name of the draw' }).press('Enter');
  await expect(page.getByText('Holdout saved')).toBeVisible();
  await addCondition(page, 'Holdout');
  await expect(page.getByText('People who are not in the holdout.')).toBeVisible();
  await save(page, unique('Open to messages'));
});
