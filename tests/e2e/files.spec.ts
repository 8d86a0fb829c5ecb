import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { axeFaults } from './support/axe';
import { api, newApiKey, until } from './support/installation';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

async function choose(page: Page, field: string, option: string): Promise<void> {
  await (await hydrated(page.getByRole('combobox', { name: field }))).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('an audience is written to files: who may be used is in it hashed, who withdraws is in the removals', async ({ pageAs }) => {
  const { run } = await seed();
  const key = await newApiKey('consents:write');
  const say = (user: number, state: string) =>
    api(key, '/api/v1/consents', {
      method: 'POST',
      body: { identifier: `user_id:${run}-${user}`, purpose: 'marketing', channel: 'ads', state },
    });
  await say(1, 'granted');
  const folder = path.join(process.env.FILES_DIR ?? path.join(process.env.DATA_DIR ?? '.data', 'files'), `ads-${run}`);
  const files = async () =>
    Promise.all((await readdir(folder).catch(() => [])).sort().map((name) => readFile(path.join(folder, name), 'utf8')));

  const page = await pageAs('marketer');
  await page.goto('/destinations/new');
  await choose(page, 'Kind', 'Meta custom audience (files)');
  await page.getByRole('textbox', { name: 'Name' }).fill(`Ads ${run}`);
  await page.getByRole('textbox', { name: 'Folder' }).fill(`../ads-${run}`);
  await choose(page, 'How often', 'Every week');
  await expect(page.getByRole('combobox', { name: 'On' })).toBeVisible();
  await choose(page, 'Purpose', 'Marketing');
  await choose(page, 'Channel', 'Advertising');
  await page.getByRole('button', { name: 'Create destination' }).click();
  await page.waitForURL(/\/destinations\/[0-9a-f-]{36}/);
  const at = new URL(page.url()).pathname;

  await (await hydrated(page.getByRole('button', { name: 'Send a test' }))).click();
  await expect(page.getByText('This address or port may not be called.')).toBeVisible();
  await page.goto(`${at}?tab=settings`);
  await (await hydrated(page.getByRole('textbox', { name: 'Folder' }))).fill(`ads-${run}`);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText(/It works/)).toBeVisible();

  await page.goto(at);
  await (await hydrated(page.getByRole('button', { name: 'Attach a segment' }))).click();
  await choose(page, 'Segment', `Twice ${run}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Attach' }).click();
  await expect(page.getByRole('cell', { name: 'Live' })).toBeVisible();

  await page.goto(`${at}?tab=files`);
  const table = page.getByRole('table', { name: 'Files' });
  await (await hydrated(page.getByRole('button', { name: 'Write now' }))).click();
  await expect(table.getByText(/_additions_/)).toBeVisible();
  const [additions = ''] = await files();
  expect(additions.trim().split('\r\n')).toHaveLength(2);
  expect(additions).toContain(sha(`${run}-1@example.com`));
  expect(additions).not.toContain('@');
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    expect(await axeFaults(page)).toEqual([]);
  }

  await say(1, 'withdrawn');
  await until(async () => {
    await page.goto(`${at}?tab=deliveries&kind=leave`);
    return (await page.getByRole('table', { name: 'Delivery log' }).getByText('Leave').count()) > 0 ? true : undefined;
  }, 'The removal is planned');
  await page.goto(`${at}?tab=files`);
  await (await hydrated(page.getByRole('button', { name: 'Write now' }))).click();
  await expect(table.getByText(/_removals_/)).toBeVisible();
  expect((await files()).filter((text) => text.includes(sha(`${run}-1@example.com`)))).toHaveLength(2);
});
