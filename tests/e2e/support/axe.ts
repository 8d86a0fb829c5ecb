import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * What axe finds on the page that is shown, against WCAG 2.1 A and AA, or by these rules alone; a line each. The title may be on its way
 * while a page is being refreshed: it is waited for.
 */
export async function axeFaults(page: Page, rules?: string[]): Promise<string[]> {
  await expect(page).toHaveTitle(/./);
  // The frame with the preview of an e-mail runs no script, and so none of axe's either. Without other frames to look into, the legacy mode
  // finds the same, and opens no second tab to put the parts together.
  const axe = new AxeBuilder({ page }).exclude('iframe[sandbox=""]').setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])).analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`));
}
