import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { hydrated, inviteByLink, joinByLink, signIn } from './support/sign-in';

const unique = (name: string) => `${name} ${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });

/** Makes an SDK source through the console. @returns its address and write key */
async function newSource(page: Page, name = unique('Shop')): Promise<{ path: string; key: string; name: string }> {
  await page.goto('/sources?new=true');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create source' }).click();
  await page.waitForURL(/\/sources\/[0-9a-f-]{36}\?tab=setup/);
  const key = (await page.getByTestId('write-key').locator('code').textContent())?.trim() ?? '';
  return { path: new URL(page.url()).pathname, key, name };
}

const send = (page: Page, key: string, body: object, path = '/v1/track') => page.request.post(path, { data: body, headers: basic(key) });

test('a new source shows its first event without a reload, and its raw JSON', async ({ page }) => {
  await signIn(page);
  const source = await newSource(page);
  await expect(page.getByText('analytics.min.js')).toBeVisible();
  await page.getByRole('link', { name: 'Live events' }).click();
  await expect(page.getByText('Waiting for events')).toBeVisible();
  expect(
    (
      await send(page, source.key, { userId: 'ann-1', event: 'Order Completed', messageId: 'first', properties: { revenue: 42.1 } })
    ).status(),
  ).toBe(200);
  const row = page.getByRole('button', { name: /^\d\d:\d\d:\d\d$/ }).first();
  await expect(page.getByText('Order Completed').first()).toBeVisible();
  await row.click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('"revenue": 42.1')).toBeVisible();
  await expect(page).toHaveURL(/event=/);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Overview', exact: true }).last().click();
  await expect(page.getByRole('figure', { name: 'Events by outcome' })).toBeVisible();
});

test('an open event stays open while the list moves on, and for whom its address is sent to', async ({ page }) => {
  await signIn(page);
  const source = await newSource(page);
  await send(page, source.key, { userId: 'ann-1', event: 'Order Completed', messageId: 'kept', properties: { revenue: 42.1 } });
  await page.goto(`${source.path}?tab=live`);
  await expect(page.getByText('Order Completed')).toBeVisible();
  await page
    .getByRole('button', { name: /^\d\d:\d\d:\d\d$/ })
    .first()
    .click();
  const raw = page.getByRole('dialog').getByText('"revenue": 42.1');
  await expect(raw).toBeVisible();
  // One request's events share a receive time, and the list shows fifty: when they happened decides which.
  const now = Date.now();
  const later = Array.from({ length: 60 }, (_, i) => ({
    type: 'track',
    userId: `u${i}`,
    event: 'Product Viewed',
    messageId: `later-${i}`,
    timestamp: new Date(now - 60_000 + i).toISOString(),
  }));
  await send(page, source.key, { batch: later }, '/v1/batch');
  await expect(page.getByText('later-59')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'kept', includeHidden: true })).toHaveCount(0);
  await expect(raw).toBeVisible();
  await page.reload();
  await expect(raw).toBeVisible();
});

test('the live list pauses and filters, and says so in the address', async ({ page }) => {
  await signIn(page);
  const source = await newSource(page);
  const batch = ['Product Viewed', 'Product Added'].map((event, i) => ({ type: 'track', userId: 'u', event, messageId: `m-${i}` }));
  await send(page, source.key, { batch: [...batch, { type: 'page', name: 'Home', anonymousId: 'a' }] }, '/v1/batch');
  await page.goto(`${source.path}?tab=live`);
  await expect(page.getByText('Product Viewed')).toBeVisible();
  const search = await hydrated(page.getByRole('searchbox', { name: 'Name, message id or user id' }));
  await search.fill('m-1');
  await expect(page.getByText('Product Viewed')).toHaveCount(0);
  await expect(page.getByText('Product Added')).toBeVisible();
  await expect(page).toHaveURL(/q=m-1/);
  await search.fill('nothing like this');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByText('Product Viewed')).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page).toHaveURL(/paused=true/);
  await send(page, source.key, { userId: 'u', event: 'While Paused' });
  await send(page, source.key, { userId: 'u', event: 'While Paused' });
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('While Paused').first()).toBeVisible();
});

test('a rejected event is explained, mended and replayed', async ({ page }) => {
  await signIn(page);
  const source = await newSource(page);
  const answer = await send(page, source.key, { event: 'No One', messageId: 'bad-1', properties: { size: 'L' } });
  expect(answer.status()).toBe(400);
  expect((await answer.json()).rejected[0]).toMatchObject({ code: 'no_user_anon_id', messageId: 'bad-1' });
  await page.goto(`${source.path}?tab=rejects`);
  await expect(page.getByText('1 event waits to be mended and replayed.')).toBeVisible();
  await expect(page.getByText('Give "userId" or "anonymousId".')).toBeVisible();
  await (await hydrated(page.locator('[data-row-link]').first())).click();
  const sheet = page.getByRole('dialog');
  const editor = sheet.getByLabel('Event', { exact: true });
  await sheet.getByRole('button', { name: 'Replay' }).click();
  await expect(sheet.getByText('Give "userId" or "anonymousId".')).toHaveCount(2);
  const event = JSON.parse(await editor.inputValue());
  await editor.fill(JSON.stringify({ ...event, userId: 'found-1' }));
  await sheet.getByRole('button', { name: 'Replay' }).click();
  await expect(page.getByText('All rejected events were replayed.')).toBeVisible();
  await page.goto(`${source.path}?tab=live`);
  await expect(page.getByText('No One')).toBeVisible();
});

test('a replaced key is refused, the new one taken; a disabled source refuses until enabled; a deleted one leaves the list', async ({
  page,
}) => {
  await signIn(page);
  const source = await newSource(page);
  const status = async (key: string) => (await send(page, key, { userId: 'u', event: 'E' })).status();
  await (await hydrated(page.getByRole('button', { name: 'Replace key' }))).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replace key' }).click();
  await expect(page.getByTestId('write-key')).not.toContainText(source.key);
  const key = (await page.getByTestId('write-key').locator('code').textContent())?.trim() ?? '';
  await expect.poll(() => status(source.key)).toBe(401);
  expect(await status(key)).toBe(200);

  await page.goto(`${source.path}?tab=settings`);
  await (await hydrated(page.getByRole('button', { name: 'Disable' }))).click();
  await expect(page.getByText(`${source.name} disabled`)).toBeVisible();
  await expect.poll(() => status(key)).toBe(404);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => status(key)).toBe(200);

  await page.getByRole('button', { name: 'Delete source' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Delete source' })).toBeDisabled();
  await dialog.getByRole('textbox').fill(source.name);
  await dialog.getByRole('button', { name: 'Delete source' }).click();
  await page.waitForURL(/\/sources$/);
  await expect(page.getByRole('link', { name: source.name, exact: true })).toHaveCount(0);
  await expect.poll(() => status(key)).toBe(401);
});

test('the snippet on another site’s page sends with the unmodified browser SDK', async ({ page }) => {
  await signIn(page);
  const source = await newSource(page);
  const snippet = await page.getByRole('region', { name: 'Web page' }).locator('code').textContent();
  const shop = await page.context().newPage();
  const html = `<!doctype html><html><head><title>The shop</title>${snippet}</head><body>Hello</body></html>`;
  const site = createServer((_, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end(html));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  await shop.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/start`);
  await shop.evaluate(() => {
    const { analytics } = window as unknown as { analytics: { identify: (...a: unknown[]) => void; track: (...a: unknown[]) => void } };
    analytics.identify('visitor-1', { email: 'visitor-1@example.com' });
    analytics.track('Newsletter Joined', { place: 'footer' });
  });
  await shop.waitForFunction(() => (window as unknown as { analytics: { initialized?: boolean } }).analytics.initialized);
  site.close();
  await page.goto(`${source.path}?tab=live`);
  await expect(page.getByText('Newsletter Joined')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'identify', exact: true })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'page', exact: true })).toBeVisible();
  await page.locator('[data-row-link]').nth(0).click();
  await expect(page.getByRole('dialog').getByText('"userAgent"')).toBeVisible();
});

test('an analyst sees that events come in, but nobody’s data and no key', async ({ page, browser }) => {
  await signIn(page);
  const source = await newSource(page);
  await send(page, source.key, { userId: 'secret-user-1', event: 'Order Completed', context: { traits: { email: 'ann@example.com' } } });
  const link = await inviteByLink(page, `${unique('analyst').replace(/ /g, '-')}@example.com`, 'Analyst');
  const context = await joinByLink(browser, link, 'Ana Lyst', 'three unrelated words');
  const theirs = await context.newPage();
  await theirs.goto(`${source.path}?tab=live`);
  await expect(theirs.getByText('Order Completed')).toBeVisible();
  await theirs.locator('[data-row-link]').first().click();
  const sheet = theirs.getByRole('dialog');
  await expect(sheet.getByText('"event": "Order Completed"')).toBeVisible();
  await expect(sheet).not.toContainText('secret-user-1');
  await expect(sheet).not.toContainText('ann@example.com');
  await theirs.goto(`${source.path}?tab=setup`);
  await expect(theirs.getByText('Only those who may change sources see the write key.')).toBeVisible();
  await expect(theirs.getByText(source.key)).toHaveCount(0);
  await expect(theirs.getByRole('link', { name: 'Settings', exact: true })).toHaveCount(0);
});
