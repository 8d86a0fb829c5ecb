import type { Page } from '@playwright/test';
import { newCaller } from './support/caller';
import { api, newApiKey, tessera } from './support/installation';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

const main = (page: Page) => page.getByRole('main');

async function search(page: Page, text: string) {
  const box = await hydrated(page.getByRole('searchbox', { name: 'Search profiles' }));
  await box.fill(text);
}

test('a support call: find, verify, reveal, log the call, take back consent to SMS', async ({ pageAs }) => {
  test.setTimeout(240_000);
  const caller = await newCaller();
  const consents = await newApiKey('consents:read', 'consents:write');
  await api(consents, '/api/v1/consents', {
    method: 'POST',
    body: { profileId: caller.id, purpose: 'marketing', channel: 'sms', state: 'granted' },
  });
  const bound =
    (await tessera('keys', 'create', '--scopes', 'profiles:read', '--purpose', 'marketing', '--channel', 'sms'))
      .trim()
      .split(/\s+/)
      .at(-1) ?? '';
  const mayBeTexted = async () =>
    (await api<{ data: unknown[] }>(bound, `/api/v1/profiles?identifier=email:${caller.email}`)).data.length === 1;
  expect(await mayBeTexted()).toBe(true);

  const page = await pageAs('support');
  const leaks: string[] = [];
  page.on('response', async (response) => {
    if (!revealed && /profiles/.test(response.url())) {
      const body = await response.text().catch(() => '');
      for (const secret of [caller.last, caller.email, caller.phone.replace(/\D/g, '')])
        if (body.includes(secret)) leaks.push(`${secret} in ${response.url()}`);
    }
  });
  let revealed = false;

  await page.goto('/profiles');
  for (const text of [
    caller.last.slice(1, 7),
    caller.email.slice(0, 14),
    caller.order.toLowerCase(),
    caller.phone.replace('+1 ', '(').replace(' 555', ') 555'),
  ]) {
    await search(page, text);
    const row = page.getByRole('row').filter({ hasText: 'A•••• Q••••' });
    await expect(page.getByText('1 profile found')).toBeVisible();
    await expect(row).toHaveCount(1);
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === text);
    await search(page, '');
    await expect(page.getByText('1 profile found')).toHaveCount(0);
  }
  await search(page, caller.order);
  await expect(page.getByText('1 profile found')).toBeVisible();
  await page.getByRole('link', { name: 'A•••• Q••••' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A•••• Q••••' })).toBeVisible();

  await expect(main(page).getByText('Bought 3 items, £42.10, store')).toBeVisible();
  await expect(main(page).getByText('Opened a ticket: Where is my order?')).toBeVisible();
  await (await hydrated(page.getByRole('combobox', { name: 'All sources' }).first())).click();
  await page.getByRole('option', { name: /E2E support desk/ }).click();
  await page.keyboard.press('Escape');
  await expect(main(page).getByText('Bought 3 items')).toHaveCount(0);
  await expect(main(page).getByText('Opened a ticket: Where is my order?')).toBeVisible();
  await expect(page).toHaveURL(/source=/);

  await page.getByRole('button', { name: 'Verify caller' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What the caller says').fill('SW1A 1AA');
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(dialog.getByText('No match')).toBeVisible();
  await dialog.getByLabel('What the caller says').fill('hg12ab');
  await dialog.getByRole('button', { name: 'Check' }).click();
  await expect(dialog.getByText('Match', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  expect(leaks).toEqual([]);

  revealed = true;
  await page.getByRole('button', { name: 'Reveal' }).click();
  await dialog.getByRole('button', { name: 'Reveal' }).click();
  await expect(dialog.getByText('Give a reason of three letters or more.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Ticket 4711');
  await dialog.getByRole('button', { name: 'Reveal' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${caller.first} ${caller.last}` })).toBeVisible();
  await expect(page.getByRole('timer')).toContainText(/1[45]:\d\d left|14:\d\d left/);
  await expect(page.getByRole('complementary', { name: /Identifiers/ }).getByText(caller.email)).toBeVisible();
  await page.getByRole('button', { name: 'Hide again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'A•••• Q••••' })).toBeVisible();

  await page.getByRole('button', { name: 'Log a call' }).first().click();
  await dialog.getByLabel('Outcome of the call').fill('Asked where the order is; promised an answer by Friday.');
  await dialog.getByRole('button', { name: 'Log a call' }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('link', { name: 'Notes' }).click();
  await expect(main(page).getByText('promised an answer by Friday')).toBeVisible();

  await page.getByRole('link', { name: 'Consent', exact: true }).last().click();
  await (await hydrated(page.getByRole('button', { name: 'Change Marketing, SMS: Yes' }))).click();
  await dialog.getByText('Withdraws').click();
  await dialog.getByLabel('Reason or evidence').fill('Said so on the phone, ticket 4711');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByRole('button', { name: 'Change Marketing, SMS: Withdrawn' })).toBeVisible();
  expect(await mayBeTexted()).toBe(false);

  const owner = await pageAs('owner');
  for (const [action, words] of [
    ['profile.revealed', 'Ticket 4711'],
    ['profile.verified', 'Test support'],
    ['profile.call_logged', 'Test support'],
  ]) {
    await owner.goto(`/settings/audit-log?action=${action}`);
    await expect(
      main(owner)
        .getByRole('row')
        .filter({ hasText: caller.id.slice(0, 8) })
        .first(),
    ).toContainText(words ?? '');
  }
});
