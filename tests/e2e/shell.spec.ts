import type { Page } from '@playwright/test';
import { chooseLocale } from './support/looks';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

const palette = (page: Page) => page.getByRole('dialog').getByPlaceholder('Find a person, a segment or a page…');

/** The page's own scripts listen from now on. */
const ready = (page: Page) => hydrated(page.getByRole('button', { name: /^Account of/ }).first());

test('⌘K finds a page, a segment and a person, and opens them', async ({ pageAs }) => {
  const { run, segmentId } = await seed();
  const page = await pageAs('owner');
  await page.goto('/');
  await ready(page);
  await page.keyboard.press('Control+k');
  await palette(page).fill('Consent');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Consent/ })
    .click();
  await expect(page).toHaveURL(/\/consent$/);
  // Until it is gone, the palette's own field takes the keys.
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('/');
  await palette(page).fill(`Twice ${run}`);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Twice ${run}` })
    .click();
  await expect(page).toHaveURL(new RegExp(segmentId));
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await palette(page).fill(`Bea ${run}`);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Bea ${run}` })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Bea ${run}`);
});

test('g and a letter goes somewhere, ? lists the keys, and neither while typing', async ({ pageAs }) => {
  const page = await pageAs('owner');
  await page.goto('/');
  await ready(page);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/sources$/);
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/\/segments$/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('/segments/new');
  await (await hydrated(page.getByLabel('Name'))).pressSequentially('g s?/');
  await expect(page).toHaveURL(/\/segments\/new$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('j and k move between rows, Enter opens one', async ({ pageAs }) => {
  await seed();
  const page = await pageAs('owner');
  await page.goto('/segments');
  // The table listens once it is hydrated, which with many rows is later than the frame.
  await hydrated(page.locator('a[data-row-link]').first());
  await page.keyboard.press('j');
  await expect(page.locator('a[data-row-link]').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/segments\/[0-9a-f-]{36}/);
});

test('the theme is kept, and is there before the first paint', async ({ pageAs }) => {
  const page = await pageAs('owner');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await (await ready(page)).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
  expect(await scheme()).toBe('dark');
  await page.reload({ waitUntil: 'commit' });
  await page.locator('body').waitFor({ state: 'attached' });
  expect(await scheme()).toBe('dark');
  await page.evaluate(() => localStorage.clear());
});

test('the language switch turns the page round and stays', async ({ pageAs }) => {
  const page = await pageAs('owner');
  await page.goto('/segments');
  await (await ready(page)).click();
  await page.getByRole('menuitemradio', { name: 'فارسی' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('بخش‌ها');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
  const [sidebar, heading] = await Promise.all([
    page.getByRole('complementary').first().boundingBox(),
    page.getByRole('heading', { level: 1 }).boundingBox(),
  ]);
  expect(sidebar && heading && sidebar.x > heading.x).toBe(true);
  await chooseLocale(page, 'en');
});

test('the first Tab offers to skip to the content', async ({ pageAs }) => {
  const page = await pageAs('owner');
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('on a phone the navigation opens from the bar and closes after a choice', async ({ pageAs }) => {
  const page = await pageAs('owner');
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto('/');
  await (await hydrated(page.getByRole('button', { name: 'Open navigation' }))).click();
  const drawer = page.getByRole('dialog', { name: 'Main navigation' });
  await drawer.getByRole('link', { name: 'Segments' }).click();
  await expect(page).toHaveURL(/\/segments$/);
  await expect(drawer).toBeHidden();
});

test('an address of no page says so inside the frame and leads home', async ({ pageAs }) => {
  const page = await pageAs('support');
  await page.goto('/no/such/page');
  await expect(page.getByText('There is nothing at this address')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Go to the overview' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('no page breaks the content security policy or logs an error', async ({ pageAs }) => {
  await seed();
  const page = await pageAs('owner');
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  for (const path of ['/', '/sources', '/profiles', '/segments', '/segments/new', '/settings/team']) {
    await page.goto(path);
    await ready(page);
  }
  expect(faults).toEqual([]);
});
