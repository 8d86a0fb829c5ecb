import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

const run = Date.now().toString(36);
const rows = Array.from({ length: 60 }, (_, i) => {
  if (i === 10) return `${run}-${i};Ann ${i};not an address;03/04/1990;5`;
  if (i === 20) return `;Ann ${i};ann${i}-${run}@example.com;03/04/1990;5`;
  if (i === 30) return `${run}-${i};Ann ${i};ann${i}-${run}@example.com;31/02/1990;5`;
  return `${run}-${i};Ann ${i};ann${i}-${run}@example.com;03/04/1990;${i}`;
});
const file = {
  name: `crm-${run}.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(`\uFEFFCustomer ID;Full name;E-mail;Date of birth;Points\n${rows.join('\n')}\n`),
};

test('a CSV file is understood, checked, imported and explained; a second run brings nothing', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  const upload = async () => {
    await page.goto('/imports/new');
    await hydrated(page.getByRole('button', { name: 'Choose a file' }));
    await page.locator('input[type=file]').setInputFiles(file);
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  };
  const figure = (name: string) =>
    page
      .locator('dl > div', { has: page.getByText(name, { exact: true }) })
      .locator('dd')
      .first();

  await upload();
  await expect(page.getByRole('combobox', { name: 'Columns are separated by' })).toHaveValue('Semicolon');
  await expect(page.getByRole('combobox', { name: 'Key of each row' })).toHaveValue('Customer ID');
  await expect(page.getByRole('combobox', { name: 'Date of birth: Dates are written' })).toHaveValue('day/month/year');
  await (await hydrated(page.getByRole('textbox', { name: 'Name of the new source' }))).fill(`CRM ${run}`);
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible();
  await expect(figure('Would be imported')).toHaveText('57');
  await expect(figure('Would be refused')).toHaveText('3');
  await expect(figure('New people')).toHaveText('57');
  await expect(page.getByText(/Line 12:.*not an address/)).toBeVisible();

  await page.getByRole('button', { name: 'Import 57 rows' }).click();
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible();
  await expect(figure('Taken in')).toHaveText('57');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the refused rows' }).click(),
  ]);
  const lines = (await (await download.createReadStream()).toArray()).join('').trim().split('\r\n');
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join())).toEqual(['12,bad_identifier', '22,no_key', '32,bad_value']);

  // What is taken in is worked off in lanes: wait for the last of them.
  const source = (await page.getByRole('link', { name: 'Open the source' }).getAttribute('href'))?.split('/').at(-1);
  await expect(async () => {
    await page.goto(`/profiles?source=${source}`);
    await expect(page.getByText('57 profiles', { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.goto(`/profiles?q=ann5-${run}@example.com`);
  await expect(page.getByRole('link', { name: 'Ann 5', exact: true })).toBeVisible();

  await upload();
  await (await hydrated(page.getByRole('combobox', { name: 'Source' }))).click();
  await page.getByRole('option', { name: `CRM ${run}`, exact: true }).click();
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(figure('Known already')).toHaveText('57');
  await expect(figure('Known people')).toHaveText('57');
  await page.getByRole('button', { name: 'Import 57 rows' }).click();
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible();
  await expect(figure('Taken in')).toHaveText('0');
});

test('a workbook is refused with a sentence, and support has no imports', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  await page.goto('/imports/new');
  await hydrated(page.getByRole('button', { name: 'Choose a file' }));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('PK\u0003\u0004xxxx') });
  await expect(page.getByText(/Save the table as CSV/)).toBeVisible();
  const support = await pageAs('support');
  await support.goto('/imports');
  await expect(support.getByText('Your role does not include this')).toBeVisible();
});
