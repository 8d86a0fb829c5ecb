import type { Page } from '@playwright/test';
import { axeFaults } from './support/axe';
import { chooseLocale, look, widths } from './support/looks';
import { allVisits, settled, unvisitedFolders, type Visit } from './support/pages';
import { expect, test } from './support/roles';
import { seed } from './support/seed';

test('every page of the app is looked at', () => {
  expect(unvisitedFolders()).toEqual([]);
});

/** So many tabs look at pages side by side. */
const TABS = 2;

async function inTabs(page: Page, visits: readonly Visit[], visit: (tab: Page, visit: Visit) => Promise<void>): Promise<void> {
  const waiting = [...visits];
  const tabs = [page, ...(await Promise.all(Array.from({ length: TABS - 1 }, () => page.context().newPage())))];
  await Promise.all(
    tabs.map(async (tab) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await visit(tab, next);
    }),
  );
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('axe finds nothing on any page, light and dark, and none scrolls sideways on a phone', async ({ pageAs }) => {
  test.setTimeout(600_000);
  await seed();
  const page = await pageAs('owner');
  await inTabs(page, await allVisits(page), async (tab, { name, path }) => {
    await tab.setViewportSize(widths.wide);
    await tab.goto(path);
    await settled(tab);
    await look(tab, 'light', 'wide');
    expect.soft(await axeFaults(tab), `${name}, light, wide`).toEqual([]);
    // Of the second theme the colours alone are new, of the second width what scrolls.
    await look(tab, 'dark', 'narrow');
    const again = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'button-name', 'link-name'];
    expect.soft(await axeFaults(tab, again), `${name}, dark, narrow`).toEqual([]);
    expect.soft(await sideways(tab), `${name} scrolls sideways by`).toBeLessThanOrEqual(1);
  });
});

test('in Persian every page stands from right to left, and none scrolls sideways on a phone', async ({ pageAs }) => {
  test.setTimeout(600_000);
  await seed();
  const page = await pageAs('owner');
  const visits = await allVisits(page);
  await chooseLocale(page, 'fa');
  await inTabs(page, visits, async (tab, { name, path }) => {
    await tab.setViewportSize(widths.narrow);
    await tab.goto(path);
    await settled(tab);
    await look(tab, 'dark', 'narrow');
    const direction = await tab.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).direction]);
    expect.soft(direction, name).toEqual(['fa', 'rtl']);
    expect.soft(await sideways(tab), `${name} scrolls sideways by`).toBeLessThanOrEqual(1);
  });
});
