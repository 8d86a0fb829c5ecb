import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { hydrated, inviteByLink, joinByLink, owner, signIn, submitSignIn } from './support/sign-in';

const PASSWORD = 'three unrelated words';
const unique = (name: string) => `${name}-${Date.now().toString(36)}${Math.floor(Math.random() * 1e6)}@example.com`;
const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main navigation' }).first();

async function member(page: Page, role: string): Promise<{ email: string; context: BrowserContext; link: string }> {
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser');
  const email = unique(role.toLowerCase());
  const link = await inviteByLink(page, email, role);
  return { email, link, context: await joinByLink(browser, link, `${role} Person`, PASSWORD) };
}

test('a wrong password is refused in words, and says nothing about the account', async ({ page }) => {
  await page.goto('/sign-in');
  const messages: string[] = [];
  for (const email of [owner.email, unique('nobody')]) {
    await submitSignIn(page, { email, password: 'not the password' });
    const alert = page.getByRole('alert').filter({ hasText: /\S/ });
    await expect(alert).toBeVisible();
    messages.push((await alert.textContent()) ?? '');
    await page.reload();
  }
  expect(messages[0]).toBe(messages[1]);
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});

test('sign-in leads to the page that was asked for, but never to another site', async ({ page }) => {
  await signIn(page, owner, '/settings/company');
  expect(new URL(page.url()).pathname).toBe('/settings/company');
  await page.context().clearCookies();
  await signIn(page, owner, '//evil.example/');
  expect(new URL(page.url()).pathname).toBe('/');
});

test('without a session every page of the console leads to sign-in', async ({ page }) => {
  for (const path of ['/', '/settings/team', '/settings/account', '/settings/audit-log']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
});

test('an invitation works by its link, once', async ({ page, browser }) => {
  await signIn(page);
  const { context, link } = await member(page, 'Analyst');
  const theirs = await context.newPage();
  await theirs.goto('/settings/account');
  await expect(theirs.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Analyst Person');
  const again = await (await browser.newContext()).newPage();
  await again.goto(new URL(link).pathname + new URL(link).hash);
  await expect(again.getByText('This link no longer works')).toBeVisible();
});

const settings = ['Team', 'API keys', 'Audit log', 'Company', 'Operations'];
const navigations: [string, string[], string][] = [
  [
    'Marketer',
    [
      'Overview',
      'Sources',
      'Imports',
      'Profiles',
      'Segments',
      'Computed traits',
      'Destinations',
      'E-mail',
      'Consent',
      'LTV',
      'Churn & retention',
    ],
    '/settings/team',
  ],
  [
    'Compliance',
    [
      ...[
        'Overview',
        'Sources',
        'Profiles',
        'Segments',
        'Computed traits',
        'Destinations',
        'E-mail',
        'Consent',
        'LTV',
        'Churn & retention',
        'Requests',
      ],
      'Audit log',
    ],
    '/imports',
  ],
  ['Support', ['Overview', 'Profiles', 'Segments', 'Computed traits', 'Consent', 'LTV', 'Churn & retention'], '/settings/audit-log'],
  [
    'Analyst',
    ['Overview', 'Sources', 'Profiles', 'Segments', 'Computed traits', 'Destinations', 'E-mail', 'Consent', 'LTV', 'Churn & retention'],
    '/settings/api-keys',
  ],
];

for (const [role, expected, forbidden] of navigations) {
  test(`${role} sees only their own navigation, and is refused elsewhere`, async ({ page }) => {
    await signIn(page);
    await expect(navigation(page).getByRole('link')).toContainText(['Overview', ...settings.slice(0, 1)]);
    const { context } = await member(page, role);
    const theirs = await context.newPage();
    await theirs.goto('/settings/account');
    await expect(navigation(theirs).getByRole('link')).toHaveText(expected);
    await theirs.goto(forbidden);
    await expect(theirs.getByText('Your role does not include this', { exact: true })).toBeVisible();
  });
}

test('a revoked session ends at once', async ({ page, browser }) => {
  await signIn(page);
  const { email, context } = await member(page, 'Marketer');
  const mine = await context.newPage();
  const otherContext = await browser.newContext();
  const other = await otherContext.newPage();
  await signIn(other, { email, password: PASSWORD });
  await mine.goto('/settings/account');
  await (await hydrated(mine.getByRole('button', { name: /^End the session/ }))).click();
  await expect(mine.getByRole('button', { name: /^End the session/ })).toHaveCount(0);
  expect((await other.request.get('/api/internal/audit')).status()).toBe(401);
  await other.goto('/settings/account');
  await expect(other).toHaveURL(/\/sign-in/);
});

test('a disabled person is out at once', async ({ page }) => {
  await signIn(page);
  const { email, context } = await member(page, 'Support');
  await page.goto('/settings/team');
  const row = page.getByRole('row').filter({ hasText: email });
  await (await hydrated(row.getByRole('button', { name: 'Actions for Support Person' }))).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(row.getByText('Disabled')).toBeVisible();
  const theirs = await context.newPage();
  await theirs.goto('/');
  await expect(theirs).toHaveURL(/\/sign-in/);
});

test('after signing out, going back shows nothing', async ({ page }) => {
  await signIn(page, owner, '/settings/team');
  await expect(page.getByRole('row').filter({ hasText: owner.email })).toBeVisible();
  await (await hydrated(page.getByRole('button', { name: /^Account of/ }))).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText(owner.email)).toHaveCount(0);
});

test('an API key is shown once, works, and ends when revoked', async ({ page, request }) => {
  await signIn(page, owner, '/settings/api-keys');
  const name = unique('key');
  await (await hydrated(page.getByRole('button', { name: 'Create key' }).first())).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('checkbox', { name: 'profiles:read' }).check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const key = await dialog.getByLabel('API key', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'I have stored it' }).click();
  const headers = { authorization: `Bearer ${key}` };
  expect((await request.get('/api/v1/profiles', { headers })).status()).toBe(200);
  await page.reload();
  expect(await page.content()).not.toContain(key);
  const row = page.getByRole('row').filter({ hasText: name });
  await (await hydrated(row.getByRole('button', { name: 'Revoke' }))).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row.getByText('Revoked')).toBeVisible();
  expect((await request.get('/api/v1/profiles', { headers })).status()).toBe(401);
});

test('the audit log tells who did what, filters, and keeps the filter in the address', async ({ page }) => {
  await signIn(page, owner, '/settings/audit-log');
  await (await hydrated(page.getByLabel('Action'))).selectOption('session.opened');
  await expect(page).toHaveURL(/action=session\.opened/);
  await expect(page.getByRole('row').nth(1)).toContainText('session.opened');
  await page.reload();
  await expect(page.getByLabel('Action')).toHaveValue('session.opened');
  await page.getByRole('row').nth(1).getByRole('button').click();
  await expect(page.getByRole('dialog')).toContainText('session.opened');
});
