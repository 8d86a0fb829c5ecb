import AxeBuilder from '@axe-core/playwright';
import { chooseLocale, locales, look, schemes, widths } from './support/looks';
import { allVisits, settled, unvisitedFolders } from './support/pages';
import { expect, test } from './support/roles';
import { seed } from './support/seed';

test('every page of the app is looked at', () => {
  expect(unvisitedFolders()).toEqual([]);
});

for (const locale of locales) {
  test(`axe finds nothing on any page: ${locale}, both themes, wide and narrow`, async ({ pageAs }) => {
    test.setTimeout(900_000);
    await seed();
    const page = await pageAs('owner');
    const visits = await allVisits(page);
    await chooseLocale(page, locale);
    for (const { name, path } of visits) {
      await page.setViewportSize(widths.wide);
      await page.goto(path);
      await settled(page);
      for (const scheme of schemes) {
        for (const width of Object.keys(widths) as (keyof typeof widths)[]) {
          // Colours do not depend on the width, nor the width on the theme: each of them is looked at once, and of the second language the
          // narrow page alone, where words of another length show.
          if ((scheme === 'dark') !== (width === 'narrow')) continue;
          if (locale !== 'en' && scheme === 'light') continue;
          await look(page, scheme, width);
          // The frame with the preview of an e-mail runs no script, and so none of axe's either.
          const axe = new AxeBuilder({ page }).exclude('iframe[sandbox=""]');
          const { violations } = await axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
          const found = violations.flatMap((v) =>
            v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
          );
          expect.soft(found, `${name} ${scheme} ${width}`).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect.soft(overflow, `${name} ${width} scrolls sideways by`).toBeLessThanOrEqual(1);
        }
      }
    }
  });
}
