import { axeFaults } from './support/axe';
import { newCaller } from './support/caller';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

test('the profile shows who, what they did and where each trait came from', async ({ pageAs }) => {
  const caller = await newCaller();
  const page = await pageAs('owner');
  await page.goto(`/profiles?q=${encodeURIComponent(caller.order)}`);
  await page.getByRole('link', { name: `${caller.first} ${caller.last}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${caller.first} ${caller.last}`);
  await expect(page.getByText('£42.10', { exact: true })).toBeVisible();

  const order = page.getByRole('button', { name: /Bought 3 items/ }).first();
  await (await hydrated(order)).click();
  await expect(page.getByRole('table', { name: 'Line items' }).getByText('Tea towel')).toBeVisible();
  await page.getByRole('button', { name: 'Raw JSON' }).click();
  await expect(page.getByRole('region', { name: 'Raw JSON' })).toContainText('"product_id": "B2"');

  await page.getByRole('link', { name: 'Identity' }).click();
  await expect(page.getByText('Came in the same event').first()).toBeVisible();

  await page.getByRole('link', { name: 'Traits', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: 'first_name' })).toContainText('E2E shop');
  await (await hydrated(page.getByRole('button', { name: 'Edit last_name' }))).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Value').fill('Fairweather');
  await dialog.getByLabel('Reason').fill('Married, ticket 88');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${caller.first} Fairweather`);
  await expect(page.getByRole('row').filter({ hasText: 'last_name' })).toContainText('Staff');
});

test('an analyst browses without personal data, and cannot search by it', async ({ pageAs }) => {
  const caller = await newCaller();
  const page = await pageAs('analyst');
  await page.goto('/profiles');
  await expect(page.getByRole('table', { name: 'Profiles' })).toBeVisible();
  await expect(page.getByRole('searchbox')).toHaveCount(0);
  await page.goto(`/profiles/${caller.id}`);
  await expect(page.getByRole('heading', { level: 1, name: '•••' })).toBeVisible();
  await expect(page.getByText('Your role sees no personal data.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reveal' })).toHaveCount(0);
  const html = await page.content();
  for (const secret of [caller.first, caller.last, caller.email, caller.postcode]) expect(html).not.toContain(secret);
  const refused = await page.request.get(`/api/internal/profiles?q=${caller.last}`);
  expect(refused.status()).toBe(403);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing of the profile screens fails WCAG 2.1 AA in the ${colorScheme} theme`, async ({ pageAs }) => {
    const caller = await newCaller();
    const page = await pageAs('support');
    await page.emulateMedia({ colorScheme });
    for (const path of [
      '/profiles',
      '/profiles?q=nobodyiscalledthis',
      ...['timeline', 'traits', 'identity', 'consent', 'notes'].map((tab) => `/profiles/${caller.id}?tab=${tab}`),
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await axeFaults(page), path).toEqual([]);
    }
  });
}

test('two identifiers are kept apart by a colleague, and joined again', async ({ pageAs }) => {
  const caller = await newCaller();
  const page = await pageAs('owner');
  await page.goto(`/profiles/${caller.id}?tab=identity`);
  const links = page.getByRole('listitem').filter({ hasText: 'Came in the same event' });
  const link = links.filter({ hasText: caller.email }).filter({ hasText: 'cust-' });
  await (await hydrated(link.getByRole('button', { name: /^Keep apart/ }))).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'Afterwards' }).getByRole('listitem')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Keep apart' }).click();
  await expect(dialog.getByText('Say why')).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByLabel('Reason').fill('Two people share this address');
  await dialog.getByRole('button', { name: 'Keep apart' }).click();
  await expect(page.getByText('They are being kept apart')).toBeVisible();
  await expect(link.getByText('Kept apart')).toBeVisible();

  await link.getByRole('button', { name: /^Join again/ }).click();
  await dialog.getByLabel('Reason').fill('One person after all');
  await dialog.getByRole('button', { name: 'Join again' }).click();
  await expect(link.getByText('Joined')).toBeVisible();
});
