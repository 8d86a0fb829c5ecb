import type { Locator, Page } from '@playwright/test';
import { api, sendBatch, until } from './support/installation';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

const unique = (name: string) => `${name} ${Date.now().toString(36)}`;
const trait = (name: string) => ({ kind: 'trait', trait: name, op: 'exists' });
const orders = (event: string, count: number) => ({ kind: 'event', event, op: 'gte', count });

/** The page for a new segment that begins with this rule. */
async function openWith(page: Page, rule: unknown): Promise<void> {
  await page.goto(`/segments/new?rule=${encodeURIComponent(JSON.stringify(rule))}`);
  await hydrated(page.getByRole('button', { name: 'Add condition' }).first());
}

/** The traits of the conditions, from top to bottom. */
const traits = (page: Page) =>
  page.getByRole('combobox', { name: 'Trait', exact: true }).evaluateAll((all) => all.map((input) => (input as HTMLInputElement).value));

const handle = (page: Page, nth: number): Locator => page.getByRole('button', { name: 'Move Trait' }).nth(nth);

async function write(box: Locator, text: string): Promise<void> {
  await box.fill(text);
  await box.press('Escape');
}

async function add(page: Page, entry: string): Promise<void> {
  await (await hydrated(page.getByRole('button', { name: 'Add condition' }).first())).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${entry}`) }).click();
}

const preview = (page: Page) => page.getByRole('complementary', { name: 'Who matches' });

async function create(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}

test('conditions are dragged and moved by keyboard, duplicated, wrapped, folded, and it all comes back', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  await openWith(page, { all: [trait('first'), trait('second'), { any: [trait('third'), trait('fourth')] }] });
  await expect.poll(() => traits(page)).toEqual(['first', 'second', 'third', 'fourth']);

  const [from, to] = [await handle(page, 1).boundingBox(), await handle(page, 0).boundingBox()];
  await page.mouse.move((from?.x ?? 0) + 8, (from?.y ?? 0) + 12);
  await page.mouse.down();
  await page.mouse.move((from?.x ?? 0) + 20, (from?.y ?? 0) - 10, { steps: 3 });
  await page.mouse.move((to?.x ?? 0) + 60, (to?.y ?? 0) - 2, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => traits(page)).toEqual(['second', 'first', 'third', 'fourth']);

  await handle(page, 1).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByText('Moved', { exact: true })).toBeAttached();
  await expect(page.getByRole('group', { name: /^Group 2/ }).getByRole('combobox', { name: 'Trait', exact: true })).toHaveCount(3);
  await expect(handle(page, 1)).toBeFocused();
  await page.keyboard.press('Control+d');
  await expect.poll(() => traits(page)).toEqual(['second', 'first', 'first', 'third', 'fourth']);

  await page.getByRole('button', { name: 'Actions for this condition' }).first().click();
  await page.getByRole('menuitem', { name: 'Put into a group' }).click();
  await expect(page.getByRole('group', { name: 'Group 1: any of these' })).toBeVisible();
  await page.getByRole('button', { name: 'Fold the group' }).nth(1).click();
  const inside = 'whose first is known or whose first is known or whose third is known or whose fourth is known';
  await expect(page.getByText(inside, { exact: true })).toBeVisible();
  await expect.poll(() => traits(page)).toEqual(['second']);
  await page.getByRole('button', { name: 'Unfold the group' }).click();

  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect(page.getByRole('group', { name: /^Group/ })).toHaveCount(1);
  await undo.click();
  await expect.poll(() => traits(page)).toEqual(['second', 'first', 'third', 'fourth']);
});

test('a rule is pasted as JSON: what is wrong is said with its place, what is right counts', async ({ pageAs }) => {
  const { run } = await seed();
  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  await (await hydrated(page.getByRole('button', { name: 'JSON', exact: true }))).click();
  const text = page.getByRole('textbox', { name: 'JSON' });
  await text.fill('{"all": [');
  await expect(page.getByText(/^This is not JSON/)).toBeVisible();
  await text.fill(JSON.stringify({ all: [trait('country'), { ...orders(`Order ${run}`, 2), count: -1 }] }));
  await expect(page.getByText('all[1].count')).toBeVisible();
  await page.getByLabel('Name').fill(unique('Pasted'));
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByText('Put the JSON right before saving.')).toBeVisible();
  await text.fill(JSON.stringify({ all: [trait('country'), orders(`Order ${run}`, 2)] }));
  await expect(preview(page).getByText('2 people match')).toBeVisible();
  await page.getByRole('button', { name: 'Conditions', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Trait', exact: true })).toHaveValue('country');

  await page.getByRole('button', { name: 'Actions for this condition' }).first().click();
  await page.getByRole('menuitem', { name: 'Paste after this' }).click();
  const dialog = page.getByRole('dialog', { name: 'Paste conditions' });
  await dialog.getByRole('textbox', { name: 'JSON' }).fill('{"kind": "astrology"}');
  await expect(dialog.getByText('kind', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Paste' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'JSON' }).fill(JSON.stringify(orders(`Order ${run}`, 3)));
  await dialog.getByRole('button', { name: 'Paste' }).click();
  await expect(preview(page).getByText('1 person matches')).toBeVisible();
});

test('the funnel counts after each condition, and a change says who enters and who leaves', async ({ pageAs }) => {
  const { run, apiKey } = await seed();
  const page = await pageAs('marketer');
  const rule = { all: [orders(`Order ${run}`, 1), orders(`Order ${run}`, 2)] };
  const { id } = await api<{ id: string }>(apiKey, '/api/v1/segments', { method: 'POST', body: { name: unique('Compared'), rule } });
  await until(async () => ((await api<{ state: string }>(apiKey, `/api/v1/segments/${id}`)).state === 'live' ? id : undefined), 'Live');
  await page.goto(`/segments/${id}/edit`);
  await hydrated(page.getByRole('button', { name: 'Add condition' }).first());
  await preview(page).getByRole('button', { name: 'Count after each condition' }).click();
  const steps = preview(page).getByRole('region', { name: 'After each condition' }).getByRole('listitem');
  await expect(steps).toHaveCount(2);
  await expect(steps.nth(0)).toContainText('3 by itself');
  await expect(steps.nth(1).locator('strong')).toHaveText('2');

  await page.getByLabel('Times', { exact: true }).nth(1).fill('3');
  const compared = preview(page).getByRole('region', { name: 'Against the saved version' });
  await expect(compared.getByText('1 would leave')).toBeVisible();
  await expect(compared.getByText('0 would enter')).toBeVisible();
  await compared.getByText('1 would leave').click();
  await expect(compared.getByRole('link', { name: new RegExp(`Bea ${run}`) })).toBeVisible();
});

test('a template finds people once its events are named, becomes the rule, and is undone', async ({ pageAs }) => {
  const { run } = await seed();
  const page = await pageAs('marketer');
  await openWith(page, { all: [trait('country')] });
  await page.getByRole('button', { name: 'Start from a template' }).click();
  const dialog = page.getByRole('dialog', { name: 'Templates' });
  await dialog.getByRole('textbox', { name: 'Search templates' }).fill('loyal');
  await dialog.getByRole('button', { name: /^Loyal customers/ }).click();
  await write(dialog.getByRole('combobox', { name: 'Event: Order Completed' }), `Order ${run}`);
  await expect(dialog.getByText(/^1 person, /)).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this template' }).click();
  await expect(page.getByLabel('Name')).toHaveValue('Loyal customers');
  await expect(preview(page).getByText('1 person matches')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => traits(page)).toEqual(['country']);
  await page.getByRole('button', { name: 'Redo' }).click();
  await create(page, unique('Loyal'));
});

test('going back with unsaved changes asks first', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  await page.goto('/segments');
  await (await hydrated(page.getByRole('link', { name: 'Create segment' }).first())).click();
  await (await hydrated(page.getByLabel('Name'))).fill('Half done');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  page.once('dialog', (dialog) => void dialog.dismiss());
  await page.evaluate(() => window.history.back());
  await expect(page.getByLabel('Name')).toHaveValue('Half done');
  await expect(page).toHaveURL(/\/segments\/new$/);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.evaluate(() => window.history.back());
  await expect(page).toHaveURL(/\/segments$/);
});

test.describe('one segment from each question of the menu', () => {
  test('demographic: who they are', async ({ pageAs }) => {
    const { run, writeKey } = await seed();
    const region = `region_${run}`;
    await sendBatch(writeKey, [
      { type: 'identify', userId: `${run}-0`, traits: { [region]: 'North' } },
      { type: 'identify', userId: `${run}-1`, traits: { [region]: 'South' } },
    ]);
    const page = await pageAs('marketer');
    await page.goto('/segments/new');
    await add(page, 'Trait');
    await write(page.getByRole('combobox', { name: 'Trait', exact: true }), region);
    await write(page.getByRole('combobox', { name: 'Value', exact: true }), 'North');
    await expect(preview(page).getByText('1 person matches')).toBeVisible();
    await create(page, unique('From the north'));
    await expect(page.getByRole('link', { name: `Ada ${run}` })).toBeVisible();
  });

  test('behavioural: what they do', async ({ pageAs }) => {
    const { run, writeKey } = await seed();
    const event = `Page Read ${run}`;
    await sendBatch(
      writeKey,
      [0, 0, 1].map((who) => ({ type: 'track', event, userId: `${run}-${who}` })),
    );
    const page = await pageAs('marketer');
    await page.goto('/segments/new');
    await add(page, 'Event');
    await write(page.getByRole('combobox', { name: 'Event', exact: true }), event);
    await page.getByLabel('Times', { exact: true }).fill('2');
    await expect(preview(page).getByText('1 person matches')).toBeVisible();
    await create(page, unique('Readers'));
    await expect(page.getByRole('link', { name: `Ada ${run}` })).toBeVisible();
  });

  test('psychographic: what they value', async ({ pageAs }) => {
    const { run, writeKey } = await seed();
    const event = `Survey Answered ${run}`;
    const answers = ['price', 'price', 'nature'];
    await sendBatch(
      writeKey,
      answers.map((answer, who) => ({ type: 'track', event, userId: `${run}-${who}`, properties: { question: 'What matters', answer } })),
    );
    const page = await pageAs('marketer');
    await page.goto('/segments/new');
    await add(page, 'Survey answer');
    await write(page.getByRole('combobox', { name: 'Event', exact: true }), event);
    // The latest answer first, then the question among the filters.
    const values = page.getByRole('group', { name: 'Event', exact: true }).getByRole('combobox', { name: 'Value', exact: true });
    await write(values.first(), 'nature');
    await write(values.last(), 'What matters');
    await expect(preview(page).getByText('1 person matches')).toBeVisible();
    await create(page, unique('Nature matters'));
    await expect(page.getByRole('link', { name: `Cem ${run}` })).toBeVisible();
  });

  test('transactional: what they buy', async ({ pageAs }) => {
    const { run } = await seed();
    const page = await pageAs('marketer');
    await page.goto('/segments/new');
    await (await hydrated(page.getByRole('button', { name: 'Add condition' }).first())).click();
    await page.getByRole('textbox', { name: 'Search conditions' }).fill('spent');
    await page.keyboard.press('Enter');
    await write(page.getByRole('combobox', { name: 'Event', exact: true }), `Order ${run}`);
    await page.getByLabel('Amount', { exact: true }).first().fill('50');
    await expect(preview(page).getByText('1 person matches')).toBeVisible();
    await create(page, unique('Spenders'));
    await expect(page.getByRole('link', { name: `Cem ${run}` })).toBeVisible();
  });
});
