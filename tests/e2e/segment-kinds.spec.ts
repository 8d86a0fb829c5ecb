import type { Page } from '@playwright/test';
import { api, until } from './support/installation';
import { expect, test } from './support/roles';
import { addCondition, type Given, given, type KindCase, kindCases } from './support/segment-kinds';

type Change = { profileId: string; change: 'enter' | 'leave'; cause: string };
type Built = { one: KindCase; it: Given; id: string };

const changed = ({ it, id }: Built, change: Change['change']) =>
  until(
    async () => {
      const path = `/api/v1/segments/${id}/changes?order=newest&limit=1000`;
      const { data } = await api<{ data: Change[] }>(it.apiKey, path);
      return data.find((c) => c.profileId === it.who.profileId && c.change === change);
    },
    `${change} of the person`,
    120,
  );

/** Makes the segment in the browser and lets the person of the case enter it. */
async function builtAndEntered(page: Page, kind: string, one: KindCase): Promise<Built> {
  const it = await given(page, kind);
  await one.before?.(it);
  await page.goto('/segments/new');
  await addCondition(page, one.menu);
  await one.build(it);
  await page.getByLabel('Name', { exact: true }).fill(`Kind ${it.word}`);
  await expect(page.getByText('Not complete yet')).toHaveCount(0);
  await page.getByRole('button', { name: 'Create segment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Kind ${it.word}` })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const built = { one, it, id: new URL(page.url()).pathname.split('/').at(-1) ?? '' };
  await one.enter(it);
  await changed(built, 'enter');
  return built;
}

async function explained(page: Page, { one, it: { who }, id }: Built): Promise<void> {
  await page.goto(`/segments/${id}?tab=why&profile=${who.profileId}`);
  await expect(page.getByText(`${who.name} is not in this segment`)).toBeVisible();
  await expect(page.getByText(one.explained).first()).toBeVisible();
}

const cases = Object.entries(kindCases);

let running: Promise<Built[]> | undefined;

/** Those that time alone ends, all built and met, so that their minutes pass together and while other tests run. */
const builtForTheClock = (page: Page): Promise<Built[]> =>
  (running ??= (async () => {
    const built: Built[] = [];
    for (const [kind, one] of cases.filter(([, { leave }]) => !leave))
      built.push(await test.step(`${kind} is built and met`, () => builtAndEntered(page, kind, one)));
    return built;
  })());

test('conditions that time alone ends are built, saved and met', async ({ pageAs }) => {
  test.setTimeout(600_000);
  expect((await builtForTheClock(await pageAs('owner'))).length).toBeGreaterThan(0);
});

for (const [kind, one] of cases.filter(([, { leave }]) => leave)) {
  test(`a condition of kind ${kind} is built, saved, met, left and explained`, async ({ pageAs }) => {
    const page = await pageAs('owner');
    const built = await builtAndEntered(page, kind, one);
    await one.leave?.(built.it);
    await changed(built, 'leave');
    await explained(page, built);
  });
}

test('conditions that time alone ends are left by the clock and explained', async ({ pageAs }) => {
  test.setTimeout(600_000);
  const page = await pageAs('owner');
  // Made anew where the test above ran in another process: after a failure, or when this one is run by itself.
  for (const built of await builtForTheClock(page)) {
    const left = await changed(built, 'leave');
    expect(left.cause, built.it.word).toBe('clock');
    await test.step(`${built.it.word} is explained`, () => explained(page, built));
  }
});
