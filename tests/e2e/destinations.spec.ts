import { createHmac } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import { api, type Hook, newApiKey, startReceiver, until } from './support/installation';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

const SECRET = 'a signing secret for tests';

type Message = { id: string; type: string; segment: { name: string } | null; profile: { id: string; traits: Record<string, unknown> } };
const messageOf = (hook: Hook) => JSON.parse(hook.body) as Message;
const header = (hook: Hook, name: string) => String(hook.headers[name] ?? '');

/** As a receiver checks it: the Standard Webhooks scheme, timestamp within five minutes. */
function isGenuine(hook: Hook): boolean {
  const [id, at] = [header(hook, 'webhook-id'), header(hook, 'webhook-timestamp')];
  const expected = createHmac('sha256', SECRET).update(`${id}.${at}.${hook.body}`).digest('base64');
  return header(hook, 'webhook-signature') === `v1,${expected}` && Math.abs(Date.now() / 1000 - Number(at)) < 300;
}

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await (await hydrated(field)).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('a webhook is sent who has agreed, signed; what failed for good is replayed once, under its own id', async ({ pageAs }) => {
  const { run } = await seed();
  const key = await newApiKey('consents:write');
  const say = (user: number, state: string) =>
    api<{ profileId: string }>(key, '/api/v1/consents', {
      method: 'POST',
      body: { identifier: `user_id:${run}-${user}`, purpose: 'marketing', channel: 'email', state },
    });
  const { profileId: bea } = await say(1, 'granted');
  let status = 200;
  const receiver = await startReceiver(() => status);
  const page = await pageAs('owner');
  const name = `Hook ${run}`;

  await page.goto('/destinations/new');
  await (await hydrated(page.getByRole('textbox', { name: 'Name' }))).fill(name);
  await page.getByRole('textbox', { name: 'Address' }).fill('http://10.0.0.1/hook');
  await page.getByLabel('Signing secret').fill(SECRET);
  await choose(page, page.getByRole('combobox', { name: 'Purpose' }), 'Marketing');
  await choose(page, page.getByRole('combobox', { name: 'Channel' }), 'E-mail');
  await page.getByRole('button', { name: 'Create destination' }).click();
  await expect(page.getByText('Give an address that begins with https://')).toBeVisible();
  await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
  await page.getByRole('button', { name: 'Create destination' }).click();
  await page.waitForURL(/\/destinations\/[0-9a-f-]{36}/);
  const path = new URL(page.url()).pathname;

  await (await hydrated(page.getByRole('button', { name: 'Send a test' }))).click();
  await expect(page.getByText(/The receiver answered 200/)).toBeVisible();
  expect(receiver.received.map((hook) => [messageOf(hook).type, isGenuine(hook)])).toEqual([['test', true]]);

  await page.getByRole('button', { name: 'Attach a segment' }).click();
  const dialog = page.getByRole('dialog', { name: 'Attach a segment' });
  await choose(page, dialog.getByRole('combobox', { name: 'Segment' }), `Twice ${run}`);
  await expect(dialog.getByText('1 no consent given')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Traits' }).fill('country');
  await page.getByRole('option', { name: 'country', exact: true }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Attach' }).click();
  const entered = await until(async () => receiver.received.find((hook) => messageOf(hook).type === 'enter'), 'The enter');
  expect(messageOf(entered)).toMatchObject({ segment: { name: `Twice ${run}` }, profile: { id: bea, traits: { country: 'GB' } } });
  expect(isGenuine(entered)).toBe(true);
  expect(header(entered, 'idempotency-key')).toBe(messageOf(entered).id);

  await page.goto(`${path}?tab=deliveries&status=withheld`);
  const log = page.getByRole('table', { name: 'Delivery log' });
  await expect(log.getByText('no consent given')).toBeVisible();

  status = 400;
  await say(2, 'granted');
  const refused = await until(
    async () => receiver.received.find((hook) => messageOf(hook).profile.id !== bea && messageOf(hook).type === 'enter'),
    'The refused enter',
  );
  await page.goto(`${path}?tab=deliveries&status=dead`);
  await expect(log.getByText('Failed')).toBeVisible();
  await log.getByText(`Cem ${run}`).click();
  await expect(page.getByRole('dialog', { name: 'Delivery' }).getByText('The receiver answered 400.')).toBeVisible();
  status = 200;
  await page.goto(`${path}?tab=deliveries`);
  await (await hydrated(page.getByRole('button', { name: 'Replay all failed' }))).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('1 delivery queued again')).toBeVisible();
  const again = await until(async () => receiver.received.filter((hook) => messageOf(hook).id === messageOf(refused).id)[1], 'The replay');
  expect(again.body).toBe(refused.body);

  await say(1, 'withdrawn');
  const left = await until(async () => receiver.received.find((hook) => messageOf(hook).type === 'leave'), 'The removal');
  expect(messageOf(left).profile).toMatchObject({ id: bea, traits: {} });
  await receiver.stop();
});

test('an export says who is in the file and who is not, and is a file of exactly those', async ({ freshPageAs }) => {
  const { run, segmentId } = await seed();
  const page = await freshPageAs('owner');
  await page.goto(`/segments/${segmentId}?export=true`);
  const dialog = page.getByRole('dialog', { name: `Export Twice ${run}` });
  await choose(page, dialog.getByRole('combobox', { name: 'What is it for?' }), 'Internal analysis');
  await expect(dialog.getByRole('combobox', { name: 'On which channel?' })).toHaveValue('Inside the company');
  await expect(dialog.getByText('Withheld')).toBeVisible();
  await dialog.getByRole('button', { name: 'Create the file' }).click();
  const link = dialog.getByRole('link', { name: 'Download CSV' });
  await expect(link).toBeVisible({ timeout: 30_000 });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const stream = await download.createReadStream();
  const lines = (await stream.toArray()).join('').trim().split('\r\n');
  expect(lines[0]).toBe('profile_id,email');
  expect(
    lines
      .slice(1)
      .map((line) => line.split(',')[1])
      .sort(),
  ).toEqual([`${run}-1@example.com`, `${run}-2@example.com`]);
});

test('an analyst reads the log without names, and cannot change anything', async ({ pageAs }) => {
  const page = await pageAs('analyst');
  await page.goto('/destinations');
  await expect(page.getByRole('heading', { level: 1, name: 'Destinations' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add destination' })).toHaveCount(0);
});
