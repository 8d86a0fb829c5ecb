import { api, until } from './support/installation';
import { expect, test } from './support/roles';
import { addCondition, given, kindCases } from './support/segment-kinds';

test.describe.configure({ timeout: 300_000 });

type Change = { profileId: string; change: 'enter' | 'leave'; cause: string };

for (const [kind, one] of Object.entries(kindCases)) {
  test(`a condition of kind ${kind} is built, saved, met, left and explained`, async ({ pageAs }) => {
    const page = await pageAs('owner');
    const it = await given(page, kind);
    const { who, apiKey } = it;
    await one.before?.(it);
    await page.goto('/segments/new');
    await addCondition(page, one.menu);
    await one.build(it);
    await page.getByLabel('Name', { exact: true }).fill(`Kind ${it.word}`);
    await expect(page.getByText('Not complete yet', { exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: 'Create segment' }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Kind ${it.word}` })).toBeVisible();
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

    const changed = (change: Change['change']) =>
      until(
        async () => {
          const path = `/api/v1/segments/${id}/changes?order=newest&limit=1000`;
          const { data } = await api<{ data: Change[] }>(apiKey, path);
          return data.find((c) => c.profileId === who.profileId && c.change === change);
        },
        `${change} of the person`,
        120,
      );
    await one.enter(it);
    await changed('enter');
    if (one.leave) await one.leave(it);
    const left = await changed('leave');
    if (!one.leave) expect(left.cause).toBe('clock');

    await page.goto(`/segments/${id}?tab=why&profile=${who.profileId}`);
    await expect(page.getByText(`${who.name} is not in this segment`)).toBeVisible();
    await expect(page.getByText(one.explained).first()).toBeVisible();
  });
}
