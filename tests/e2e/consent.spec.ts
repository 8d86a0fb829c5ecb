import { api, newApiKey } from './support/installation';
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
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await expect(row.getByText('365 days')).toBeVisible();
  await row.getByRole('button', { name: `More actions: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await expect(row.getByText('Archived')).toBeVisible();
  await row.getByRole('button', { name: `More actions: ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Restore' }).click();
  await expect(row.getByText('Opt-in')).toBeVisible();
});
