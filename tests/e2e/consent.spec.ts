import type { Locator, Page } from '@playwright/test';
import { axeFaults } from './support/axe';
import { api, type Hook, newApiKey, startReceiver, until } from './support/installation';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

test('support records what a person says, with its reason, and the history keeps it', async ({ pageAs }) => {
  const { run, apiKey } = await seed();
  const found = await api<{ data: { id: string }[] }>(apiKey, `/api/v1/profiles?identifier=user_id:${run}-0`);
  const id = found.data[0]?.id ?? '';
  const page = await pageAs('support');
  await page.goto(`/profiles/${id}?tab=consent`);
  await (await hydrated(page.getByRole('button', { name: 'Change Marketing, E-mail: Not asked' }))).click();
  const dialog = page.getByRole('dialog', { name: 'Marketing · E-mail' });
  await dialog.getByRole('button', { name: 'Record' }).click();
  await expect(dialog.getByText('Say where this comes from')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason or evidence' }).fill('Ticket 4711');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByText('Yes to Marketing on E-mail')).toBeVisible();
  const key = await newApiKey('consents:read');
  type Answer = { data: { purpose: string; channel: string; allowed: boolean }[] };
  const stateNow = async () => {
    const answer = await api<Answer>(key, `/api/v1/profiles/${id}/consents`);
    return answer.data.find((c) => c.purpose === 'marketing' && c.channel === 'email')?.allowed;
  };
  expect(await stateNow()).toBe(true);
  await page.getByRole('button', { name: 'Change Marketing, E-mail: Yes' }).click();
  await dialog.getByRole('textbox', { name: 'Reason or evidence' }).fill('Call of today');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByRole('button', { name: 'Change Marketing, E-mail: Withdrawn' })).toBeVisible();
  expect(await stateNow()).toBe(false);
});

test('the history goes back to the first statement', async ({ pageAs }) => {
  const { run, apiKey } = await seed();
  const found = await api<{ data: { id: string }[] }>(apiKey, `/api/v1/profiles?identifier=user_id:${run}-1`);
  const id = found.data[0]?.id ?? '';
  const key = await newApiKey('consents:write');
  const since = Date.UTC(2026, 0, 1);
  for (let i = 0; i < 55; i++) {
    const statement = { purpose: 'marketing', channel: 'phone', state: i % 2 ? 'withdrawn' : 'granted', textVersion: `text-${i}` };
    const occurredAt = new Date(since + i * 60_000).toISOString();
    await api(key, '/api/v1/consents', { method: 'POST', body: { profileId: id, ...statement, occurredAt } });
  }
  const page = await pageAs('support');
  await page.goto(`/profiles/${id}?tab=consent`);
  await expect(page.getByText('wording text-54', { exact: true })).toBeVisible();
  await expect(page.getByText('wording text-0', { exact: true })).toHaveCount(0);
  await (await hydrated(page.getByRole('button', { name: 'Older entries' }))).click();
  await expect(page.getByText('wording text-0', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Older entries' })).toHaveCount(0);
});

test('a purpose is made, its rules are changed, and it is archived and restored', async ({ pageAs }) => {
  const page = await pageAs('owner');
  const name = `Offers ${Date.now().toString(36)}`;
  await page.goto('/consent');
  await (await hydrated(page.getByRole('button', { name: 'New purpose' }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByLabel('Valid for (days)').fill('365');
  const covers = dialog.getByRole('checkbox', { name: 'Covers noticing opens and clicks in messages' });
  await dialog.getByRole('radio', { name: 'Opt-out' }).check({ force: true });
  await expect(covers).toBeHidden();
  await dialog.getByRole('radio', { name: 'Opt-in' }).check({ force: true });
  await covers.check({ force: true });
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row.getByText('365 days')).toBeVisible();
  await expect(row.getByText('opens and clicks')).toBeVisible();
  await row.getByRole('button', { name: `More actions: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await expect(row.getByText('Archived')).toBeVisible();
  await row.getByRole('button', { name: `More actions: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await expect(row.getByText('Opt-in')).toBeVisible();
});

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await (await hydrated(field)).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

type Message = { type: string; profile: { id: string; traits: Record<string, unknown> } };
const messageOf = (hook: Hook) => JSON.parse(hook.body) as Message;

test.describe.configure({ timeout: 300_000 });

test('a preference page without scripts withdraws advertising: the person leaves the ad audience, and the history says who, when and what was shown', async ({
  pageAs,
  browser,
}) => {
  const { run } = await seed();
  const key = await newApiKey('consents:write');
  const statement = { identifier: `user_id:${run}-2`, purpose: 'marketing', channel: 'ads', state: 'granted' };
  const { profileId } = await api<{ profileId: string }>(key, '/api/v1/consents', { method: 'POST', body: statement });
  const receiver = await startReceiver(() => 200);
  const marketer = await pageAs('marketer');
  await marketer.goto('/destinations/new');
  await (await hydrated(marketer.getByRole('textbox', { name: 'Name' }))).fill(`Ads ${run}`);
  await marketer.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
  await marketer.getByLabel('Signing secret').fill('a signing secret for tests');
  await choose(marketer, marketer.getByRole('combobox', { name: 'Purpose' }), 'Marketing');
  await choose(marketer, marketer.getByRole('combobox', { name: 'Channel' }), 'Advertising');
  await marketer.getByRole('button', { name: 'Create destination' }).click();
  await marketer.waitForURL(/\/destinations\/[0-9a-f-]{36}/);
  await (await hydrated(marketer.getByRole('button', { name: 'Attach a segment' }))).click();
  const dialog = marketer.getByRole('dialog', { name: 'Attach a segment' });
  await choose(marketer, dialog.getByRole('combobox', { name: 'Segment' }), `Twice ${run}`);
  await expect(dialog.getByText('1 no consent given')).toBeVisible();
  await dialog.getByRole('button', { name: 'Attach' }).click();
  const sent = (type: string) =>
    until(async () => receiver.received.map(messageOf).find((m) => m.type === type && m.profile.id === profileId), `The ${type}`);
  await sent('enter');

  const compliance = await pageAs('compliance');
  await compliance.goto(`/profiles/${profileId}?tab=consent`);
  await (await hydrated(compliance.getByRole('button', { name: 'Preference page link' }))).click();
  const link = await compliance.getByRole('textbox', { name: 'Link to this person’s preference page' }).inputValue();
  expect(link).not.toContain('example.com');

  const theirs = await browser.newContext({ javaScriptEnabled: false, locale: 'en' });
  const page = await theirs.newPage();
  const path = new URL(link).pathname;
  const base = process.env.E2E_URL ?? '';
  await page.goto(`${base}${path}?lang=fa`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('button', { name: 'ذخیره' })).toBeVisible();
  await page.goto(`${base}${path}?lang=en`);
  await expect(page.getByText('Use my data to show me advertising that fits me on other sites.')).toBeVisible();
  await expect(page.getByText(`${run}-2@example.com`)).toHaveCount(0);
  await expect(page.getByText(/@e•••\.com/)).toBeVisible();
  const ads = page.getByRole('checkbox', { name: /Advertising/ });
  await expect(ads).toBeChecked();
  await ads.uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status')).toHaveText('Saved. It applies from now on.');
  await expect(ads).not.toBeChecked();

  expect((await sent('leave')).profile.traits).toEqual({});
  await compliance.reload();
  const entry = compliance.getByRole('listitem').filter({ hasText: 'Withdrawn to Marketing on Advertising' });
  await expect(entry.getByText('Preference page, by the person')).toBeVisible();
  await expect(entry.getByText('wording v1-en')).toBeVisible();
  await expect(entry.getByText('Use my data to show me advertising that fits me on other sites.')).toBeVisible();

  // With scripts, for axe, in both languages.
  const scripted = await browser.newContext({ locale: 'en' });
  const seen = await scripted.newPage();
  for (const lang of ['en', 'fa']) {
    await seen.goto(`${base}${path}?lang=${lang}`);
    await expect(seen.getByRole('checkbox').first()).toBeVisible();
    expect(await axeFaults(seen), lang).toEqual([]);
  }
  await seen.goto(`${base}/preferences/${path.split('/').at(-1)?.slice(0, -2)}xx?lang=en`);
  await expect(seen.getByRole('heading', { name: 'There is nothing to show here' })).toBeVisible();
  await Promise.all([theirs.close(), scripted.close(), receiver.stop()]);
});

test('a restricted person is gone for the marketer and there for compliance, until the restriction is lifted', async ({ pageAs }) => {
  const { run, segmentId, apiKey } = await seed();
  const key = await newApiKey('profiles:read');
  const found = await api<{ data: { id: string }[] }>(key, `/api/v1/profiles?identifier=user_id:${run}-1`);
  const id = found.data[0]?.id ?? '';
  const compliance = await pageAs('compliance');
  await compliance.goto(`/profiles/${id}?tab=consent`);
  await (await hydrated(compliance.getByRole('button', { name: 'Restrict', exact: true }))).click();
  const dialog = compliance.getByRole('dialog', { name: 'Restrict' });
  await dialog.getByRole('textbox', { name: 'Reason or evidence' }).fill('Request 31');
  await dialog.getByRole('button', { name: 'Restrict' }).click();
  await expect(compliance.getByText(/^Restricted since/)).toBeVisible();

  const members = async () => {
    const { data } = await api<{ data: { profileId: string }[] }>(apiKey, `/api/v1/segments/${segmentId}/members`);
    return data.map((member) => member.profileId);
  };
  await until(async () => ((await members()).includes(id) ? undefined : true), 'The person to leave the segment');
  const marketer = await pageAs('marketer');
  await marketer.goto(`/segments/${segmentId}`);
  await expect(marketer.getByText(`Cem ${run}`).first()).toBeVisible({ timeout: 60_000 });
  await expect(marketer.getByText(`Bea ${run}`)).toHaveCount(0);
  await marketer.goto(`/profiles/${id}`);
  await expect(marketer.getByRole('heading', { name: 'Not found' })).toBeVisible();
  expect((await api<{ data: unknown[] }>(key, `/api/v1/profiles?identifier=user_id:${run}-1`)).data).toEqual([]);

  await compliance.getByRole('button', { name: 'Lift the restriction' }).click();
  const lifting = compliance.getByRole('dialog', { name: 'Lift the restriction' });
  await lifting.getByRole('textbox', { name: 'Reason or evidence' }).fill('Request 31 is settled');
  await lifting.getByRole('button', { name: 'Lift the restriction' }).click();
  await expect(compliance.getByText('Not restricted')).toBeVisible();
  await until(async () => ((await members()).includes(id) ? true : undefined), 'The person to come back');
  await marketer.goto(`/segments/${segmentId}`);
  await expect(marketer.getByText(`Bea ${run}`).first()).toBeVisible({ timeout: 60_000 });
});

test('a wording that was shown becomes a new version, and a category of a consent manager is mapped', async ({ pageAs }) => {
  const page = await pageAs('compliance');
  const run = Date.now().toString(36);
  await page.goto('/consent?tab=wordings');
  await (await hydrated(page.getByRole('row', { name: /Service messages Phone/ }))).click();
  const dialog = page.getByRole('dialog', { name: 'Service messages · Phone' });
  await dialog.getByRole('textbox', { name: 'English' }).fill(`Call me when my order is late (${run}).`);
  await dialog.getByRole('textbox', { name: 'فارسی' }).fill('اگر سفارشم دیر شد تماس بگیرید.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('row', { name: new RegExp(run) })).toBeVisible();

  await page.goto('/consent?tab=intake');
  await (await hydrated(page.getByRole('button', { name: 'Map a category' }))).click();
  const mapping = page.getByRole('dialog', { name: 'Map a category' });
  await mapping.getByRole('textbox', { name: 'Category' }).fill(`Advertising ${run}`);
  await mapping.getByRole('combobox', { name: 'Stands for' }).click();
  await page.getByRole('option', { name: 'Marketing · Advertising' }).click();
  await page.keyboard.press('Escape');
  await mapping.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: new RegExp(`Advertising ${run}`) })).toContainText('Marketing · Advertising');
});

test('the figures name who may be used, and open them as a segment', async ({ pageAs }) => {
  await seed();
  const page = await pageAs('marketer');
  await page.goto('/consent?tab=figures');
  await expect(page.getByRole('figure', { name: 'What people said, day by day' })).toBeVisible();
  const link = page.getByRole('link', { name: /people for Marketing, E-mail: show them/ });
  await expect(link).toHaveAttribute('href', /\/segments\/new\?rule=/);
});
