import type { Page } from '@playwright/test';
import { newWriteKey, sendBatch } from './support/installation';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

const run = Date.now().toString(36);
const latin = /[A-Za-z]{3,}/;

/** The same session, in Persian. */
async function inPersian(page: Page): Promise<Page> {
  const { hostname } = new URL(process.env.E2E_URL ?? 'http://localhost:3000');
  await page.context().addCookies([{ name: 'tessera_locale', value: 'fa', domain: hostname, path: '/' }]);
  return page;
}

test('faults of fields are said in Persian', async ({ pageAs }) => {
  const name = `Shop ${run}`;
  await newWriteKey(name);
  const page = await inPersian(await pageAs('owner'));
  await page.goto('/sources?new=true');
  await (await hydrated(page.getByRole('textbox', { name: 'نام' }))).fill(name);
  await page.getByRole('button', { name: 'ساخت منبع' }).click();
  await expect(page.getByText('این نام پیش‌تر گرفته شده است.')).toBeVisible();
  await page.getByRole('textbox', { name: 'نام' }).fill(' ');
  await page.getByRole('button', { name: 'ساخت منبع' }).click();
  await expect(page.getByText('نامی به منبع بدهید.')).toBeVisible();
});

test('the rows that a check refuses are explained in Persian', async ({ pageAs }) => {
  const page = await inPersian(await pageAs('marketer'));
  await page.goto('/imports/new');
  await hydrated(page.getByRole('button', { name: 'انتخاب فایل' }));
  await page.locator('input[type=file]').setInputFiles({
    name: `fa-${run}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(`Customer ID,E-mail\n${run}-1,ann-${run}@example.com\n${run}-2,nobody\n,bo-${run}@example.com\n${run}-4\n`),
  });
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await (await hydrated(page.getByRole('combobox', { name: 'منبع' }))).click();
  await page.getByRole('option', { name: 'منبع تازه' }).click();
  await page.getByRole('textbox', { name: 'نام منبع تازه' }).fill(`CRM fa ${run}`);
  await page.getByRole('button', { name: 'بررسی فایل' }).click();
  await expect(page.getByText('خط ۳: در «E-mail» نوشته شده «nobody» که نشانی ایمیل نیست.')).toBeVisible();
  await expect(page.getByText('خط ۴: ستون کلید «Customer ID» خالی است.')).toBeVisible();
  await expect(page.getByText('خط ۵: سطر ۱ ستون دارد و سرستون‌ها ۲ تا هستند.')).toBeVisible();
});

test('a refused event is explained in Persian, and so is what is still wrong with it', async ({ pageAs }) => {
  const source = `Till ${run}`;
  const userId = `u-${run}`;
  await sendBatch(await newWriteKey(source), [
    { type: 'track', userId, event: 'Order Completed', messageId: `m-${run}-1` },
    { type: 'track', userId, messageId: `m-${run}-2` },
  ]);
  const page = await inPersian(await pageAs('owner'));
  await page.goto('/sources');
  await (await hydrated(page.getByRole('link', { name: source }))).click();
  await page.waitForURL(/\/sources\/[0-9a-f-]{36}/);
  await page.goto(`${page.url().split('?')[0]}?tab=rejects`);
  const reason = 'فراخوان track به «event» نیاز دارد، یعنی نام آنچه رخ داده است.';
  await (await hydrated(page.getByRole('row', { name: reason }))).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText(reason)).toBeVisible();
  await sheet.getByRole('textbox').fill('{');
  await sheet.getByRole('button', { name: 'بازپخش' }).click();
  await expect(sheet.getByText('این JSON درستی نیست.')).toBeVisible();
});

test('a page that a role may not see says so in Persian', async ({ pageAs }) => {
  const page = await inPersian(await pageAs('support'));
  await page.goto('/sources');
  await expect(page.getByRole('alert').getByText('نقش شما این را در بر نمی‌گیرد')).toBeVisible();
  expect(await page.getByRole('main').textContent()).not.toMatch(latin);
  await page.goto('/');
  await expect(page.getByRole('main').getByRole('link', { name: /رویداد/ })).toHaveCount(0);
});
