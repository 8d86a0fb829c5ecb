import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** A page to look at: its file under `app/`, a short name, and its address. */
export type Visit = { file: string; name: string; path: string };

/** Pages whose address is known. */
const fixed: Record<string, Record<string, string>> = {
  '(auth)/sign-in': { 'sign-in': '/sign-in' },
  '(auth)/forgot-password': { 'forgot-password': '/forgot-password' },
  '(auth)/reset-password': { 'reset-password': '/reset-password' },
  '(auth)/accept-invite': { 'accept-invite': '/accept-invite' },
  '(console)': { overview: '/' },
  '(console)/[...missing]': { 'not-found': '/nowhere' },
  '(console)/sources': { sources: '/sources', 'source-new': '/sources?new=true' },
  '(console)/imports': { imports: '/imports' },
  '(console)/imports/new': { 'import-new': '/imports/new' },
  '(console)/profiles': { profiles: '/profiles' },
  '(console)/segments': { segments: '/segments' },
  '(console)/segments/lists': { lists: '/segments/lists', 'lists-archived': '/segments/lists?status=archived' },
  '(console)/segments/new': { 'segment-new': '/segments/new' },
  '(console)/computed-traits': { 'computed-traits': '/computed-traits' },
  '(console)/computed-traits/new': { 'computed-trait-new': '/computed-traits/new' },
  '(console)/destinations': { destinations: '/destinations' },
  '(console)/destinations/new': { 'destination-new': '/destinations/new' },
  '(console)/emails': { emails: '/emails' },
  '(console)/emails/new': { 'email-new': '/emails/new' },
  '(console)/emails/sender': { 'email-sender': '/emails/sender' },
  '(console)/emails/templates': { 'email-templates': '/emails/templates' },
  '(console)/emails/templates/new': { 'email-template-new': '/emails/templates/new' },
  '(console)/consent': {
    consent: '/consent',
    'consent-wordings': '/consent?tab=wordings',
    'consent-figures': '/consent?tab=figures',
    'consent-intake': '/consent?tab=intake',
  },
  // Without a link of ours there is nothing to show; consent.spec.ts looks at the pages of a real one.
  '(public)/preferences/[token]': { 'preferences-nothing': '/preferences/none' },
  '(public)/unsubscribe/[token]/confirm': { 'unsubscribe-nothing': '/unsubscribe/none/confirm' },
  '(console)/requests': { requests: '/requests' },
  '(console)/requests/new': { 'request-new': '/requests/new' },
  '(public)/privacy-request': { 'privacy-request': '/privacy-request' },
  '(public)/privacy-request/code': { 'privacy-code': '/privacy-request/code?r=none&fault=wrong' },
  '(public)/privacy-request/done': { 'privacy-done': '/privacy-request/done?n=17' },
  '(console)/insights/ltv': {
    ltv: '/insights/ltv',
    'ltv-people': '/insights/ltv?people=customers',
    'ltv-model': '/insights/ltv?model=true',
  },
  '(console)/insights/churn': { churn: '/insights/churn' },
  '(console)/settings/team': { team: '/settings/team' },
  '(console)/settings/account': { account: '/settings/account' },
  '(console)/settings/api-keys': { 'api-keys': '/settings/api-keys' },
  '(console)/settings/audit-log': { 'audit-log': '/settings/audit-log' },
  '(console)/settings/company': { company: '/settings/company' },
  '(console)/settings/event-properties': { 'event-properties': '/settings/event-properties' },
  '(console)/settings/operations': { operations: '/settings/operations' },
};

/** Pages of one thing: where its list is, and what follows the address of its first row. */
const dynamic: Record<string, { list: string; views: Record<string, string> }> = {
  '(console)/sources/[id]': {
    list: '/sources',
    views: {
      source: '',
      'source-live': '?tab=live',
      'source-rejects': '?tab=rejects',
      'source-setup': '?tab=setup',
      'source-settings': '?tab=settings',
    },
  },
  '(console)/imports/[id]': { list: '/imports', views: { import: '' } },
  '(console)/profiles/[id]': {
    list: '/profiles',
    views: { profile: '', 'profile-traits': '?tab=traits', 'profile-identity': '?tab=identity', 'profile-consent': '?tab=consent' },
  },
  '(console)/segments/[id]': {
    list: '/segments',
    views: {
      segment: '',
      'segment-changes': '?tab=changes',
      'segment-overview': '?tab=overview',
      'segment-rule': '?tab=rule',
      'segment-why': '?tab=why',
      'segment-versions': '?tab=versions',
      'segment-breakdown': '?tab=compare',
      'segment-overlap': '?tab=compare&view=overlap',
      'segment-differences': '?tab=compare&view=differences',
      'segment-export': '?export=true',
    },
  },
  '(console)/segments/lists/[id]': { list: '/segments/lists', views: { list: '' } },
  '(console)/segments/[id]/edit': { list: '/segments', views: { 'segment-edit': '/edit' } },
  '(console)/computed-traits/[name]': { list: '/computed-traits', views: { 'computed-trait': '' } },
  '(console)/computed-traits/[name]/edit': { list: '/computed-traits', views: { 'computed-trait-edit': '/edit' } },
  '(console)/requests/[id]': { list: '/requests', views: { request: '' } },
  '(console)/emails/[id]': { list: '/emails', views: { campaign: '' } },
  '(console)/emails/templates/[id]': { list: '/emails/templates', views: { 'email-template': '' } },
  '(console)/destinations/[id]': {
    list: '/destinations',
    views: { destination: '', 'destination-deliveries': '?tab=deliveries', 'destination-settings': '?tab=settings' },
  },
};

/** The folders under `app/` that hold a page. */
export const pageFolders = (): string[] =>
  readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => file.replace(/\/?page\.tsx$/, ''))
    .sort();

/** Folders with a page that nobody looks at: must be none. */
export const unvisitedFolders = (): string[] => pageFolders().filter((folder) => !(folder in fixed) && !(folder in dynamic));

let found: Promise<Visit[]> | undefined;

/** Every page with its addresses; those of one thing by the first row of its list, and not at all while that list is empty. Found once. */
export const allVisits = (page: Page): Promise<Visit[]> => (found ??= findVisits(page));

async function findVisits(page: Page): Promise<Visit[]> {
  const visits: Visit[] = [];
  const firstRows = new Map<string, string | undefined>();
  for (const folder of pageFolders()) {
    const views = fixed[folder];
    if (views) visits.push(...Object.entries(views).map(([name, path]) => ({ file: folder, name, path })));
    const one = dynamic[folder];
    if (!one) continue;
    if (!firstRows.has(one.list)) firstRows.set(one.list, await firstRow(page, one.list));
    const base = firstRows.get(one.list);
    if (base) visits.push(...Object.entries(one.views).map(([name, rest]) => ({ file: folder, name, path: base + rest })));
  }
  return visits;
}

async function firstRow(page: Page, list: string): Promise<string | undefined> {
  await page.goto(list);
  await settled(page);
  // The list says that there is nothing, or shows its rows: waiting for what will never come takes longer than all the rest.
  const link = page.locator('a[data-row-link]').first();
  await link.or(page.locator('[data-kind=first]')).first().waitFor({ state: 'attached' });
  const found = (await link.count()) > 0 ? await link.getAttribute('href') : null;
  return found?.split('?')[0] ?? undefined;
}

/** Waits until the page has settled: its heading is there, no skeleton is left, and what it asked for has come. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1, [role=alert]').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root[data-visible]'), undefined, { timeout: 20_000 });
  await page.evaluate(() => document.fonts.ready);
}
