import type { Locator, Page } from '@playwright/test';
import { api, sendBatch, until } from './support/installation';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

const DAY = 86_400_000;
const mark = () => `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
const dayFrom = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Adds a condition on this trait and answers its box, which comes last. */
async function addTrait(page: Page, trait: string): Promise<Locator> {
  const boxes = page.getByRole('group', { name: 'Trait', exact: true });
  const before = await boxes.count();
  await (await hydrated(page.getByRole('button', { name: 'Add condition' }).first())).click();
  await page.getByRole('menuitem', { name: /^Trait/ }).click();
  await expect(boxes).toHaveCount(before + 1);
  const box = boxes.nth(before);
  await write(box, 'Trait', trait);
  return box;
}

async function write(box: Locator, label: string, text: string): Promise<void> {
  const field = box.getByRole('combobox', { name: label, exact: true });
  await field.fill(text);
  await field.press('Escape');
}

async function compare(page: Page, box: Locator, operator: string): Promise<void> {
  await box.getByRole('combobox', { name: 'Comparison', exact: true }).click();
  await page.getByRole('option', { name: operator, exact: true }).click();
}

const matching = (page: Page, text: string) => page.getByRole('complementary', { name: 'Who matches' }).getByText(text, { exact: true });

test('folded text, a number outside a range, the calendar and an anniversary: built, counted, saved, explained', async ({ pageAs }) => {
  test.setTimeout(180_000);
  const { apiKey, writeKey } = await seed();
  const run = mark();
  const [town, points, renewal, born] = ['town', 'points', 'renewal', 'born'].map((name) => `${name}_${run}`) as [
    string,
    string,
    string,
    string,
  ];
  const person = (name: string, traits: object, timezone?: string) => ({
    type: 'identify',
    userId: `${name}-${run}`,
    traits: { name: `${name} ${run}`, ...traits },
    ...(timezone ? { context: { timezone } } : {}),
  });
  const soon = `1990-${dayFrom(3).slice(5)}`;
  const good = { [points]: 5, [renewal]: dayFrom(0), [born]: soon === '1990-02-29' ? '1988-02-29' : soon };
  await sendBatch(writeKey, [
    person('Ines', { ...good, [town]: 'Zürich' }),
    person('Dara', { ...good, [town]: 'ZURICH', [points]: 500 }, 'Europe/Berlin'),
    person('Ulf', { ...good, [town]: 'Zürich', [points]: 50 }),
    person('Eda', { ...good, [town]: 'Bern' }),
    person('Pia', { ...good, [town]: 'Zürich', [renewal]: dayFrom(-800) }),
    person('Jan', { ...good, [town]: 'Zürich', [born]: `1990-${dayFrom(60).slice(5)}`.replace('1990-02-29', '1988-02-29') }),
  ]);
  const body = { rule: { kind: 'trait', trait: town, op: 'exists' } };
  const stored = async () =>
    (await api<{ count: number }>(apiKey, '/api/v1/segments/preview', { method: 'POST', body })).count === 6 ? true : undefined;
  await until(stored, 'six people');

  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  const where = await addTrait(page, town);
  await write(where, 'Value', 'zurich');
  await expect(matching(page, '0 people match')).toBeVisible({ timeout: 30_000 });
  await where.getByLabel('Ignore case and accents').check();
  await expect(matching(page, '5 people match')).toBeVisible({ timeout: 30_000 });

  const number = await addTrait(page, points);
  await compare(page, number, 'is not between');
  await number.getByLabel('From', { exact: true }).fill('10');
  await number.getByLabel('To', { exact: true }).fill('100');
  await expect(matching(page, '4 people match')).toBeVisible({ timeout: 30_000 });

  const date = await addTrait(page, renewal);
  await compare(page, date, 'falls in');
  await date.getByLabel('Unit', { exact: true }).selectOption('year');
  await expect(date.getByText('Days are those of the person’s time zone, else')).toBeVisible();
  await expect(matching(page, '3 people match')).toBeVisible({ timeout: 30_000 });

  const birthday = await addTrait(page, born);
  await compare(page, birthday, 'comes round again');
  await birthday.getByLabel('Which one').selectOption('within');
  await birthday.getByLabel('Amount', { exact: true }).fill('10');
  await expect(matching(page, '2 people match')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(`whose ${born} has its anniversary today or within the next 10 days.`)).toBeVisible();

  const name = `Zurich ${run}`;
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: /^Members/ })).toHaveText('Members2');

  await page.goto(`${page.url().split('?')[0]}?tab=why`);
  await (await hydrated(page.getByRole('combobox', { name: 'Person' }))).fill(`Dara ${run}`);
  await page
    .getByRole('option', { name: new RegExp(`Dara ${run}`) })
    .first()
    .click();
  await expect(page.getByText(`Dara ${run} is in this segment`)).toBeVisible();
  await expect(page.getByText('ZURICH', { exact: true })).toBeVisible();
  await expect(page.getByText('Europe/Berlin', { exact: true }).first()).toBeVisible();

  // What they lack shuts them out at once.
  await sendBatch(writeKey, [{ type: 'identify', userId: `Dara-${run}`, traits: { [town]: 'Bern' } }]);
  await page.goto(`${page.url().split('?')[0]}?tab=members`);
  await expect(page.getByRole('link', { name: /^Members/ })).toHaveText('Members1', { timeout: 30_000 });
});
