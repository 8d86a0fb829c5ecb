import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { api, newApiKey, newWriteKey, sendBatch, until } from './support/installation';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

type Order = { who: string; at: Date; value: number; refund?: true; currency?: string };
type Seeded = { run: string; segmentId: string; segment: string; orders: Order[] };

const DAY = 86_400_000;

test.describe.configure({ timeout: 240_000 });
const WHO = ['ann', 'bo', 'cy', 'di', 'ed'];

/** Five customers of a segment of their own: repeat orders, refunds, a merge by signing in, and one order in another currency. */
async function seedShop(): Promise<Seeded> {
  const run = Date.now().toString(36);
  const midMonth = (monthsAgo: number, day: number) => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, day, 10));
  };
  const orders: Order[] = [
    { who: 'ann', at: midMonth(6, 5), value: 100 },
    { who: 'ann', at: midMonth(5, 9), value: 50.5 },
    { who: 'ann', at: midMonth(3, 2), value: 49.5 },
    { who: 'bo', at: midMonth(6, 20), value: 300 },
    { who: 'bo', at: midMonth(4, 4), value: 120, refund: true },
    { who: 'cy', at: midMonth(5, 15), value: 80 },
    { who: 'cy', at: midMonth(4, 15), value: 20 },
    { who: 'di', at: midMonth(3, 12), value: 400 },
    { who: 'ed', at: midMonth(2, 12), value: 999, currency: 'XTS' },
  ];
  const key = await newWriteKey(`LTV shop ${run}`);
  const id = (who: string) => `${run}-${who}`;
  await sendBatch(key, [
    ...WHO.map((who) => ({
      type: 'identify',
      userId: id(who),
      messageId: `${id(who)}-i`,
      traits: { name: `${who} ${run}`, ltv_run: run },
    })),
    ...orders.map(({ who, at, value, refund, currency }, n) => ({
      type: 'track',
      // One of the orders was made on a device before it was known whose it is.
      ...(who === 'ann' && n === 1 ? { anonymousId: `${run}-device` } : { userId: id(who) }),
      messageId: `${run}-o${n}`,
      event: refund ? 'Order Refunded' : 'Order Completed',
      timestamp: at.toISOString(),
      properties: { order_id: `${run}-${n}`, revenue: value, ...(currency ? { currency } : {}) },
    })),
    { type: 'track', event: 'Signed In', userId: id('ann'), anonymousId: `${run}-device`, messageId: `${run}-in` },
  ]);
  const api_ = await newApiKey('segments:read', 'segments:write');
  const segment = `LTV people ${run}`;
  const rule = { kind: 'trait', trait: 'ltv_run', op: 'eq', value: run };
  const { id: segmentId } = await api<{ id: string }>(api_, '/api/v1/segments', { method: 'POST', body: { name: segment, rule } });
  await until(async () => {
    const found = await api<{ state: string; size: number }>(api_, `/api/v1/segments/${segmentId}`);
    return found.state === 'live' && found.size === WHO.length ? found : undefined;
  }, 'The segment of five');
  return { run, segmentId, segment, orders };
}

let seeding: Promise<Seeded> | undefined;
const seeded = (): Promise<Seeded> => (seeding ??= seedShop());

const counted = (orders: Order[]) => orders.filter((o) => !o.currency);
const sum = (orders: Order[]) => orders.reduce((total, o) => total + o.value, 0);
const month = (at: Date) => at.toISOString().slice(0, 7);
const monthName = (at: Date) => at.toLocaleString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** The figure of a tile, as text. */
const tile = (page: Page, label: string): Locator =>
  page
    .locator('dl > div')
    .filter({ has: page.getByRole('link', { name: label, exact: true }) })
    .locator('dd')
    .first();

async function openDashboard(page: Page, path: string, { segmentId }: Seeded): Promise<void> {
  await page.goto(`${path}?segment=${segmentId}`);
  await hydrated(page.getByRole('radiogroup', { name: 'Days' }));
}

async function openPeople(page: Page, link: Locator, people: number): Promise<Locator> {
  await link.click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText(people === 1 ? '1 person' : `${people} people`, { exact: true })).toBeVisible();
  await expect(sheet.locator('tbody tr')).toHaveCount(people);
  return sheet;
}

test('tiles add up, refunds and other currencies are told apart, and every tile opens its people', async ({ pageAs }) => {
  const shop = await seeded();
  const page = await pageAs('marketer');
  await openDashboard(page, '/insights/ltv', shop);
  const orders = counted(shop.orders).filter((o) => !o.refund);
  const refunds = counted(shop.orders).filter((o) => o.refund);
  await expect(tile(page, 'Customers')).toHaveText('4');
  await expect(tile(page, 'Orders')).toHaveText(String(orders.length));
  await expect(tile(page, 'Gross revenue')).toContainText('1,000');
  expect(sum(orders)).toBe(1000);
  await expect(tile(page, 'Refunds')).toContainText(String(sum(refunds)));
  await expect(tile(page, 'Net revenue')).toContainText('880');
  await expect(tile(page, 'Average order value')).toContainText((1000 / orders.length).toFixed(2));
  await expect(tile(page, 'Purchase frequency')).toHaveText('1.75');
  await expect(tile(page, 'Repeat rate')).toHaveText('50%');
  await expect(tile(page, 'Historic value')).toContainText('220.00');
  await expect(page.getByText(/Not counted here.*1 order \(/)).toBeVisible();

  const sheet = await openPeople(page, page.getByRole('link', { name: 'Repeat rate', exact: true }), 2);
  await expect(sheet.getByRole('link', { name: `ann ${shop.run}` })).toBeVisible();
  await expect(sheet.getByRole('link', { name: `cy ${shop.run}` })).toBeVisible();
  await expect(page).toHaveURL(/people=repeat/);
  await page.goBack();
  await expect(sheet).toBeHidden();
  const refunded = await openPeople(page, page.getByRole('link', { name: 'Refunds', exact: true }), 1);
  await expect(refunded.getByRole('link', { name: `bo ${shop.run}` })).toBeVisible();
  await page.keyboard.press('Escape');
  const net = await openPeople(page, page.getByRole('link', { name: 'Net revenue', exact: true }), 4);
  await expect(net.getByText(/7 orders, net revenue .*880\.00/)).toBeVisible();
  await net.getByRole('link', { name: `di ${shop.run}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`di ${shop.run}`);
});

test('a figure is saved as a segment of the same people', async ({ pageAs }) => {
  const shop = await seeded();
  const page = await pageAs('marketer');
  await openDashboard(page, '/insights/ltv', shop);
  const sheet = await openPeople(page, page.getByRole('link', { name: 'Repeat rate', exact: true }), 2);
  await sheet.getByRole('link', { name: 'Save as segment' }).click();
  await expect(page).toHaveURL(/\/segments\/new/);
  const preview = page.getByRole('complementary', { name: 'Who matches' });
  await expect(preview.getByText('2 people match')).toBeVisible();
  const name = `Twice ${shop.run} ${Date.now().toString(36)}`;
  await (await hydrated(page.getByLabel('Name'))).fill(name);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Members/ })).toHaveText('Members2');
});

test('value by cohort, and the table and file of a chart say the same', async ({ pageAs }) => {
  const shop = await seeded();
  const page = await pageAs('marketer');
  await openDashboard(page, '/insights/ltv', shop);
  const first = shop.orders[0]?.at ?? new Date();
  const cohorts = page.getByRole('figure', { name: 'Cumulative net revenue per customer' });
  const row = cohorts.getByRole('row').filter({ hasText: monthName(first) });
  // Ann and Bo: 400 in the first month; at the end 200 and 180, which are 190 each.
  await expect(row.getByRole('cell').first()).toContainText('200');
  await expect(row.getByRole('cell').nth(6)).toContainText('190');
  await openPeople(page, row.getByRole('cell').nth(6).getByRole('link'), 2);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  const revenue = page.getByRole('figure', { name: 'Revenue over time' });
  await revenue.getByRole('button', { name: 'Chart options' }).click();
  await page.getByRole('menuitem', { name: 'View as table' }).click();
  await expect(revenue.getByRole('row').filter({ hasText: monthName(first) })).toContainText('400');
  await revenue.getByRole('button', { name: 'Chart options' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download CSV' }).click();
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n')
    .slice(1);
  const net = new Map(lines.map((line) => [line.split(',')[0], Number(line.split(',')[1])]));
  for (const [when, value] of net) {
    const then = counted(shop.orders).filter((o) => month(o.at) === when);
    expect(value, when).toBeCloseTo(sum(then.filter((o) => !o.refund)) - sum(then.filter((o) => o.refund)), 6);
  }
  expect([...net.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(880, 6);
  await revenue.getByRole('link', { name: monthName(first) }).click();
  await expect(page.getByRole('dialog').getByText('2 people', { exact: true })).toBeVisible();
});

test('the range narrows every figure and stays in the address', async ({ pageAs }) => {
  const shop = await seeded();
  const page = await pageAs('analyst');
  await openDashboard(page, '/insights/ltv', shop);
  await page.getByRole('radiogroup', { name: 'Days' }).getByText('Custom', { exact: true }).click();
  const from = new Date((shop.orders[2]?.at.getTime() ?? 0) - DAY).toISOString().slice(0, 10);
  await page.getByLabel('First day (UTC)').fill(from);
  await expect(page).toHaveURL(new RegExp(`from=${from}`));
  await expect(tile(page, 'Customers')).toHaveText('2');
  await page.reload();
  await hydrated(page.getByRole('radiogroup', { name: 'Days' }));
  await expect(tile(page, 'Customers')).toHaveText('2');
  // An analyst sees who they are by hidden names only, and cannot save a segment.
  const sheet = await openPeople(page, page.getByRole('link', { name: 'Customers', exact: true }), 2);
  await expect(sheet.getByText(shop.run)).toHaveCount(0);
  await expect(sheet.getByRole('link', { name: 'Save as segment' })).toHaveCount(0);
});

test('the retention triangle: shares, numbers, blanks, and the people of a cell', async ({ pageAs }) => {
  const shop = await seeded();
  const page = await pageAs('marketer');
  await openDashboard(page, '/insights/churn', shop);
  const triangle = page.getByRole('figure', { name: 'Customers who ordered again' });
  const first = shop.orders[0]?.at ?? new Date();
  const row = triangle.getByRole('row').filter({ hasText: monthName(first) });
  await expect(row.getByRole('cell').nth(0)).toHaveText('100%');
  await expect(row.getByRole('cell').nth(1)).toHaveText('50%');
  await expect(row.getByRole('cell').nth(2)).toHaveText('0%');
  await triangle.getByRole('radiogroup').getByText('Revenue', { exact: true }).click();
  await expect(row.getByRole('cell').nth(2)).toContainText('-');
  await triangle.getByRole('radiogroup').getByText('Customers', { exact: true }).click();
  await expect(row.getByRole('cell').nth(3)).toHaveText('1');
  const sheet = await openPeople(page, row.getByRole('cell').nth(3).getByRole('link'), 1);
  await expect(sheet.getByRole('link', { name: `ann ${shop.run}` })).toBeVisible();
});

test('the model is fitted on demand, and says why nothing is predicted while there is too little data', async ({ pageAs }) => {
  await seeded();
  const page = await pageAs('marketer');
  await page.goto('/insights/ltv?model=true');
  const dialog = page.getByRole('dialog', { name: 'Model settings' });
  await (await hydrated(dialog.getByRole('button', { name: 'Fit now' }))).click();
  await expect(page.getByText('The model is being fitted').first()).toBeVisible();
  // On an installation with years of orders there is a model instead.
  const outcome = page.getByText('Too little data for predictions').or(page.getByRole('heading', { name: 'The model', exact: true }));
  await expect(async () => {
    await page.goto('/insights/ltv');
    await expect(outcome.first()).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await page.goto('/insights/churn');
  await expect(page.getByText(/A customer is said to churn when they make no purchase within the next \d+ days/)).toBeVisible();
});

test('whom a role may not see or change stays out of reach', async ({ pageAs }) => {
  const shop = await seeded();
  const page = await pageAs('support');
  await openDashboard(page, '/insights/ltv', shop);
  await expect(page.getByRole('button', { name: 'Model settings' })).toHaveCount(0);
  const sheet = await openPeople(page, page.getByRole('link', { name: 'Customers', exact: true }), 4);
  await expect(sheet.getByText(`ann ${shop.run}`)).toHaveCount(0);
  const answer = await page.request.get('/api/internal/insights/people?people=everyone');
  expect(answer.status()).toBe(400);
});
