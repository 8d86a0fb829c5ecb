import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';

/** The owner that the installation under test was started with. */
export const owner = {
  email: process.env.ADMIN_EMAIL ?? 'admin@example.com',
  password: process.env.ADMIN_PASSWORD ?? 'tessera-admin-1',
};

type Credentials = { email: string; password: string };

/** Fills in the sign-in form and waits for the console. */
export async function signIn(page: Page, who: Credentials = owner, next = '/'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await submitSignIn(page, who);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await expect(page.getByRole('navigation', { name: 'Main navigation' }).first()).toBeAttached();
  // A page that is still loading would break off the next navigation.
  await page.waitForLoadState('load');
}

/** Waits until the page's script has taken over this element: a click before that does nothing. */
export async function hydrated(element: Locator): Promise<Locator> {
  await expect.poll(() => element.evaluate((el) => Object.keys(el).some((key) => key.startsWith('__reactProps')))).toBe(true);
  return element;
}

/** Fills in the form that is shown. */
export async function submitSignIn(page: Page, who: Credentials): Promise<void> {
  await hydrated(page.getByRole('form', { name: 'Sign in' }));
  await page.getByLabel('E-mail').fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Invites somebody through the team page as the signed-in owner. @returns the link that is shown for copying */
export async function inviteByLink(page: Page, email: string, role: string): Promise<string> {
  await page.goto('/settings/team?invite=true');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('radio', { name: role }).check();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = await dialog.getByLabel('Link', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  return link;
}

/** Accepts an invitation in a browser of its own. @returns the signed-in browser */
export async function joinByLink(browser: Browser, link: string, name: string, password: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(new URL(link).pathname + new URL(link).hash);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/accept-invite'));
  await page.close();
  return context;
}
