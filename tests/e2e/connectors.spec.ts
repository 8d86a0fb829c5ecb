import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { axeFaults } from './support/axe';
import { chooseLocale, locales, look, schemes } from './support/looks';
import { type OtherDatabase, otherDatabase } from './support/other-database';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

const run = `${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`;

// Each walks through several pages and waits for the worker: slow machines need the time.
test.describe.configure({ timeout: 300_000 });

async function addSource(page: Page, kind: string, name: string): Promise<string> {
  await page.goto('/sources?new=true');
  const dialog = page.getByRole('dialog');
  await (await hydrated(dialog.getByRole('radio', { name: kind, exact: true }))).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create source' }).click();
  await page.waitForURL(/\/sources\/[0-9a-f-]{36}\?tab=connection/);
  return new URL(page.url()).pathname;
}

async function choose(page: Page, field: string, option: string | RegExp): Promise<void> {
  const input = page.getByRole('combobox', { name: field });
  await (await hydrated(input)).click();
  await page.getByRole('option', { name: option }).click();
}

async function findPerson(page: Page, email: string): Promise<void> {
  await expect(async () => {
    await page.goto(`/profiles?q=${encodeURIComponent(email)}`);
    await expect(page.getByRole('row').filter({ hasText: run })).toHaveCount(1, { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
}

test.describe
  .serial('a database', () => {
    let other: OtherDatabase;
    test.beforeAll(async () => {
      other = await otherDatabase(`crm_${run}`);
      await other.sql`create table customers (id int primary key, email text, first_name text, points int, updated_at timestamptz not null)`;
      await other.sql`
      insert into customers select n, 'ann-' || n || '-' || ${run}::text || '@example.com', 'Ann ' || n || ' ' || ${run}::text, n, timestamptz '2026-01-01' + n * interval '1 hour'
      from generate_series(1, 40) n`;
    });
    test.afterAll(() => other.close());

    test('is tested, mapped, read, and read again for what is new', async ({ pageAs }) => {
      const page = await pageAs('marketer');
      await addSource(page, 'PostgreSQL', `CRM ${run}`);
      await (await hydrated(page.getByRole('textbox', { name: 'Server' }))).fill(other.host);
      await page.getByRole('textbox', { name: 'Port' }).fill(String(other.port));
      await page.getByRole('textbox', { name: 'Database' }).fill('nowhere');
      await page.getByRole('textbox', { name: 'User' }).fill(other.user);
      await page.getByLabel('Password').first().fill(other.password);
      await choose(page, 'Encryption', 'None');
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await expect(page.getByText('The sign-in was refused')).toBeVisible();
      await page.getByRole('textbox', { name: 'Database' }).fill(other.database);
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await expect(page.getByText('It works')).toBeVisible();
      await page.getByRole('button', { name: 'Save', exact: true }).click();

      await page.waitForURL(/tab=mapping/);
      await choose(page, 'Table', 'public.customers');
      await expect(page.getByRole('rowheader', { name: 'first_name' })).toBeVisible();
      await page.getByText('Only what is new').click();
      await choose(page, 'Grows with every change', 'updated_at');
      await expect(page.getByText(`"email": "ann-1-${run}@example.com"`)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Save mapping' })).toBeEnabled();
      await page.getByRole('button', { name: 'Save mapping' }).click();

      await page.waitForURL(/tab=runs/);
      await (await hydrated(page.getByRole('button', { name: 'Run now' }))).click();
      const done = page.getByRole('row').filter({ hasText: 'Done' });
      await expect(done).toHaveCount(1, { timeout: 60_000 });
      await expect(done.getByRole('cell', { name: '40', exact: true })).toHaveCount(2);
      await expect(done.getByRole('cell', { name: 'What is new' })).toBeVisible();
      await findPerson(page, `ann-7-${run}@example.com`);

      await other.sql`insert into customers values (41, ${`zoe-${run}@example.com`}, ${`Zoe ${run}`}, 1, '2026-03-01'), (42, 'no address', 'Nobody', 1, '2026-03-02')`;
      await page.goto('/sources');
      await page.getByRole('link', { name: `CRM ${run}` }).click();
      await page.getByRole('link', { name: 'Runs' }).click();
      await (await hydrated(page.getByRole('button', { name: 'Run now' }))).click();
      await expect(done).toHaveCount(2, { timeout: 60_000 });
      await (await hydrated(done.first())).click();
      const sheet = page.getByRole('dialog');
      await expect(sheet.getByText('Read = accepted + unchanged + rejected')).toBeVisible();
      await expect(sheet.getByRole('link', { name: 'Download rejects' })).toBeVisible();
      await page.keyboard.press('Escape');
      await findPerson(page, `zoe-${run}@example.com`);
    });

    test('gets a schedule, and stops when its columns change', async ({ pageAs }) => {
      const page = await pageAs('owner');
      await page.goto('/sources');
      await page.getByRole('link', { name: `CRM ${run}` }).click();
      await page.getByRole('link', { name: 'Schedule' }).click();
      await choose(page, 'Read', 'Every day');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByText(/^Next: /)).toBeVisible();
      await other.sql`alter table customers add column note text, drop column points`;
      await page.getByRole('link', { name: 'Runs' }).click();
      await (await hydrated(page.getByRole('button', { name: 'Run now' }))).click();
      await expect(page.getByText('The columns have changed')).toBeVisible({ timeout: 60_000 });
      await (await hydrated(page.getByRole('row').filter({ hasText: 'Failed' }).first())).click();
      await expect(page.getByRole('dialog').getByText('note', { exact: true })).toBeVisible();
    });

    test('who only reads sources sees runs, and neither settings nor mapping', async ({ pageAs }) => {
      const page = await pageAs('compliance');
      await page.goto('/sources');
      await page.getByRole('link', { name: `CRM ${run}` }).click();
      await page.getByRole('link', { name: 'Runs' }).click();
      await expect(page.getByRole('table', { name: 'Runs' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Run now' })).toHaveCount(0);
      await expect(page.getByRole('link', { name: 'Mapping' })).toHaveCount(0);
    });
  });

test('its pages are readable by everybody, in both languages, themes and widths', async ({ pageAs }) => {
  const page = await pageAs('owner');
  const path = await addSource(page, 'Files', `Files ${run}`);
  for (const locale of locales) {
    await chooseLocale(page, locale);
    for (const tab of ['connection', 'mapping', 'schedule', 'runs']) {
      await page.goto(`${path}?tab=${tab}`);
      await expect(page.locator('main h1')).toBeVisible();
      for (const scheme of schemes) {
        await look(page, scheme, 'narrow');
        expect(await axeFaults(page)).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    }
  }
});

test('a webhook keeps what it cannot map, is mapped by it, and takes the rest', async ({ pageAs }) => {
  const secret = `a signing secret ${run}`;
  const page = await pageAs('owner');
  const path = await addSource(page, 'Webhook', `Hook ${run}`);
  const address = (await page.locator('code').filter({ hasText: '/api/hooks/' }).textContent())?.trim() ?? '';
  await choose(page, 'Signature', 'HMAC-SHA-256 in a header');
  await page.getByLabel('Signing secret').fill(secret);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/tab=mapping/);

  const send = async (body: object, signed = true) => {
    const data = JSON.stringify(body);
    const signature = createHmac('sha256', signed ? secret : 'another secret')
      .update(data)
      .digest('hex');
    const headers = { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` };
    return page.request.post(new URL(address).pathname, { data, headers });
  };
  const order = (n: number) => ({
    kind: 'Order Completed',
    at: '2026-03-01T10:00:00Z',
    order: { id: `o${n}-${run}`, total: 10.5 + n },
    customer: { email: `hook-${n}-${run}@example.com` },
  });
  expect((await send(order(1), false)).status()).toBe(401);
  const kept = await send(order(1));
  expect([kept.status(), await kept.json()]).toEqual([200, { success: true, accepted: 0, kept: 1 }]);

  await expect(page.getByRole('rowheader', { name: 'customer.email' })).toBeVisible({ timeout: 30_000 });
  await page.getByText('An event', { exact: true }).click();
  await choose(page, 'kind: Goes to', 'Event name');
  await choose(page, 'at: Goes to', 'Time of the event');
  await choose(page, 'order.id: Goes to', 'Row id (for repeats)');
  await expect(page.getByText(`"email": "hook-1-${run}@example.com"`)).toBeVisible();
  await page.getByRole('button', { name: 'Save mapping' }).click();
  await page.waitForURL(/tab=rejects/);

  const taken = await send(order(2));
  expect([taken.status(), await taken.json()]).toEqual([200, { success: true, accepted: 1, kept: 0 }]);
  await page.goto(`${path}?tab=rejects`);
  await (await hydrated(page.getByRole('button', { name: 'Replay all' }))).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay all' }).click();
  await expect(page.getByText('1 event replayed')).toBeVisible();
  await findPerson(page, `hook-1-${run}@example.com`);
  await findPerson(page, `hook-2-${run}@example.com`);
});
