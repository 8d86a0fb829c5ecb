import type { Page } from '@playwright/test';
import { api, sendBatch, until } from './support/installation';
import { widths } from './support/looks';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

const unique = (name: string) => `${name} ${Date.now().toString(36)}`;

async function addCondition(page: Page, kind: 'Event' | 'Trait' | 'Segment membership' | 'Consent', nth = 0): Promise<void> {
  await (await hydrated(page.getByRole('button', { name: 'Add condition' }).nth(nth))).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
}

async function chooseEvent(page: Page, name: string): Promise<void> {
  const event = page.getByRole('combobox', { name: 'Event', exact: true }).last();
  await event.fill(name);
  await event.press('Escape');
}

/** Builds "did this event at least `times` times, ever" on the page for a new segment. */
async function orderedAtLeast(page: Page, event: string, times: number): Promise<void> {
  await page.goto('/segments/new');
  await addCondition(page, 'Event');
  await chooseEvent(page, event);
  await page.getByLabel('Times', { exact: true }).fill(String(times));
  await page.getByLabel('Time', { exact: true }).selectOption('ever');
}

test('a segment is built, counted live, read as a sentence, saved, and its members open', async ({ pageAs }) => {
  const { run } = await seed();
  const page = await pageAs('marketer');
  const name = unique('Loyal');
  await orderedAtLeast(page, `Order ${run}`, 2);
  const preview = page.getByRole('complementary', { name: 'Who matches' });
  await expect(preview.getByText('2 people match')).toBeVisible();
  await expect(preview.getByRole('link', { name: new RegExp(`Bea ${run}`) })).toBeVisible();
  await expect(page.getByText(`People who did Order ${run} at least 2 times.`)).toBeVisible();

  await page.getByLabel('Times', { exact: true }).fill('3');
  await expect(preview.getByText('1 person matches')).toBeVisible();
  await page.getByRole('button', { name: 'Where…' }).click();
  await page.getByRole('combobox', { name: 'Property' }).fill('store');
  await page.getByRole('combobox', { name: 'Property' }).press('Escape');
  await page.getByRole('combobox', { name: 'Value', exact: true }).fill('York');
  await page.getByLabel('Times', { exact: true }).fill('1');
  await expect(preview.getByText('3 people match')).toBeVisible();
  await expect(page.getByLabel('Without store:')).toHaveValue('');

  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByText('Give the segment a name.')).toBeVisible();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(4);
  await page.getByRole('link', { name: 'Changes' }).click();
  await expect(page.getByRole('row').filter({ hasText: `Ada ${run}` })).toContainText('Entered');
  await page.goBack();
  await page.getByRole('link', { name: `Cem ${run}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Cem ${run}`);
});

test('the number on the tab follows who enters, without a reload', async ({ pageAs }) => {
  const { apiKey, writeKey, run } = await seed();
  const event = unique('Follow');
  const rule = { kind: 'event', event, op: 'gte', count: 1 };
  const { id } = await api<{ id: string }>(apiKey, '/api/v1/segments', { method: 'POST', body: { name: event, rule } });
  await until(async () => ((await api<{ state: string }>(apiKey, `/api/v1/segments/${id}`)).state === 'live' ? id : undefined), 'Live');
  const page = await pageAs('marketer');
  await page.goto(`/segments/${id}`);
  const tab = page.getByRole('link', { name: /^Members/ });
  await expect(tab).toHaveText('Members0');
  await sendBatch(writeKey, [{ type: 'track', event, userId: `${run}-0` }]);
  await expect(tab).toHaveText('Members1');
});

test('groups nest, move, duplicate and come back by keyboard', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  await addCondition(page, 'Trait');
  await page.getByRole('button', { name: 'Add group' }).click();
  await addCondition(page, 'Consent', 0);
  await expect(page.getByRole('group', { name: 'Group 2: any of these' })).toBeVisible();
  const conditions = page.getByRole('group', { name: /^(Trait|Consent)$/ });
  await expect(conditions).toHaveCount(2);
  await page.getByRole('button', { name: 'Actions for this condition' }).first().click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(conditions).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await expect(conditions).toHaveCount(2);
  await page.keyboard.press('Control+Shift+z');
  await expect(conditions).toHaveCount(3);
  await page.getByRole('button', { name: 'Remove the group' }).click();
  await expect(conditions).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(conditions).toHaveCount(3);
});

test('an unfinished rule is not saved, and says what is missing and where', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  await addCondition(page, 'Trait');
  await page.getByLabel('Name').fill(unique('Unfinished'));
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByText('Finish the marked conditions before saving.')).toBeVisible();
  const trait = page.getByRole('combobox', { name: 'Trait', exact: true });
  const value = page.getByRole('combobox', { name: 'Value', exact: true });
  await expect(trait).toBeFocused();
  await expect(trait).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Not complete yet: 2 things to finish')).toBeVisible();
  await trait.press('Escape');
  await page.getByRole('button', { name: 'Condition 1, Trait: Value is missing' }).click();
  await expect(value).toBeFocused();
  await value.fill('Leeds');
  await expect(value).not.toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('Not complete yet: 1 thing to finish')).toBeVisible();
  await trait.fill('city');
  await trait.press('Escape');
  await expect(page.getByText('Not complete yet')).toHaveCount(0);

  // On a narrow screen what is complete folds to its sentence.
  await page.setViewportSize(widths.narrow);
  await page.getByRole('button', { name: 'Fold the condition' }).press('Enter');
  const folded = page.getByRole('button', { name: /^whose city is .*Leeds/ });
  await expect(folded).toBeFocused();
  await folded.press('Enter');
  await expect(value).toHaveValue('Leeds');
  await expect(page).toHaveURL(/\/segments\/new$/);
});

test('leaving with unsaved changes asks first', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  await page.goto('/segments/new');
  await (await hydrated(page.getByLabel('Name'))).fill('Half done');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  page.once('dialog', (dialog) => void dialog.dismiss());
  await page.getByRole('link', { name: 'Profiles' }).first().click();
  await expect(page).toHaveURL(/\/segments\/new$/);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('link', { name: 'Profiles' }).first().click();
  await expect(page).toHaveURL(/\/profiles/);
});

test('why somebody is in or out: each condition with what was looked at', async ({ pageAs }) => {
  const { run, segmentId } = await seed();
  const page = await pageAs('support');
  await page.goto(`/segments/${segmentId}?tab=why`);
  const picker = page.getByRole('combobox', { name: 'Person' });
  await (await hydrated(picker)).fill(`Ada ${run}`);
  await page.getByRole('option').first().click();
  await expect(page.getByText(/is not in this segment$/)).toBeVisible();
  await expect(page.getByText('1 event counted')).toBeVisible();
  await expect(page.getByText('Not met')).toBeVisible();
  await expect(page).toHaveURL(/profile=/);
});

test('what is still used is not archived; what is not can be brought back', async ({ pageAs }) => {
  const { run } = await seed();
  const page = await pageAs('owner');
  const [used, user] = [unique('Used'), unique('User')];
  await orderedAtLeast(page, `Order ${run}`, 1);
  await page.getByLabel('Name').fill(used);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: used })).toBeVisible();
  const address = page.url();
  await page.goto('/segments/new');
  await addCondition(page, 'Segment membership');
  await page.getByRole('combobox', { name: 'Segment', exact: true }).fill(used);
  await page.getByRole('option', { name: used }).click();
  await page.getByLabel('Name').fill(user);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: user })).toBeVisible();

  const archive = async () => {
    await (await hydrated(page.getByRole('button', { name: 'More actions' }))).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
  };
  await page.goto(address);
  await archive();
  await expect(page.getByText(`${used} is still used`)).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('link', { name: user })).toBeVisible();
  await page.getByRole('dialog').getByRole('link', { name: user }).click();
  await expect(page.getByRole('heading', { level: 1, name: user })).toBeVisible();
  await archive();
  await expect(page.getByText(`${user} archived`)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${user} is back`)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit' })).toBeVisible();
});

test('segments are labelled in the list and found by their label', async ({ pageAs }) => {
  const { run } = await seed();
  const label = unique('Retail');
  const page = await pageAs('marketer');
  await page.goto(`/segments?q=twice ${run}`);
  await (await hydrated(page.getByRole('checkbox', { name: `Select Twice ${run}` }))).check();
  await page.getByRole('button', { name: 'Labels…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Labels' }).fill(label);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Labels changed')).toBeVisible();
  await page.goto('/segments');
  await (await hydrated(page.getByRole('combobox', { name: 'Label', exact: true }))).selectOption(label);
  await expect(page).toHaveURL(/label=Retail/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: `Twice ${run}` }).click();
  await page.getByRole('list', { name: 'Labels' }).getByRole('link', { name: label }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('the list searches, sorts and keeps both in the address', async ({ pageAs }) => {
  const { run } = await seed();
  const page = await pageAs('analyst');
  await page.goto('/segments');
  await (await hydrated(page.getByRole('textbox', { name: 'Search segments' }))).fill(`twice ${run}`);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'People' }).click();
  await expect(page).toHaveURL(/sort=size/);
  await page.getByRole('textbox', { name: 'Search segments' }).fill('no such segment');
  await expect(page.getByText('No segments match')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByRole('link', { name: `Twice ${run}` })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Create segment' })).toHaveCount(0);
});
