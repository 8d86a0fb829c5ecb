import type { Page } from '@playwright/test';

/** Every way the console can look. */
export const locales = ['en', 'fa'] as const;
export const schemes = ['light', 'dark'] as const;
export const widths = { wide: { width: 1280, height: 800 }, narrow: { width: 375, height: 812 } } as const;

/** Chooses the language before a page is loaded. */
export async function chooseLocale(page: Page, locale: string): Promise<void> {
  await page.context().addCookies([{ name: 'tessera_locale', value: locale, url: process.env.E2E_URL ?? 'http://localhost:3000' }]);
}

/** Changes theme and width of the page that is shown. */
export async function look(page: Page, scheme: 'light' | 'dark', width: keyof typeof widths): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize(widths[width]);
  await page.waitForFunction((s) => document.documentElement.dataset.mantineColorScheme === s, scheme);
}
