import { api } from './support/installation';
import { expect, test } from './support/roles';
import { seed } from './support/seed';
import { hydrated } from './support/sign-in';

test('who viewed, exported and changed a person in the last 90 days is found from the profile', async ({ pageAs, freshPageAs }) => {
  test.setTimeout(240_000);
  const { run, apiKey, segmentId } = await seed();
  const { data } = await api<{ data: { id: string }[] }>(apiKey, `/api/v1/profiles?identifier=user_id:${run}-2`);
  const id = data[0]?.id ?? '';

  const support = await pageAs('support');
  await support.goto(`/profiles/${id}?tab=consent`);
  await (await hydrated(support.getByRole('button', { name: 'Change Marketing, Post: Not asked' }))).click();
  const consent = support.getByRole('dialog', { name: 'Marketing · Post' });
  await consent.getByRole('textbox', { name: 'Reason or evidence' }).fill('Ticket 15');
  await consent.getByRole('button', { name: 'Record' }).click();
  await expect(support.getByText('Yes to Marketing on Post')).toBeVisible();

  // Exporting asks for a password that was typed lately.
  const marketer = await freshPageAs('marketer');
  await marketer.goto(`/segments/${segmentId}`);
  await expect(marketer.getByRole('link', { name: `Cem ${run}` })).toBeVisible();
  await marketer.goto(`/segments/${segmentId}?export=true`);
  const dialog = marketer.getByRole('dialog', { name: `Export Twice ${run}` });
  await (await hydrated(dialog.getByRole('combobox', { name: 'What is it for?' }))).click();
  await marketer.getByRole('option', { name: 'Internal analysis', exact: true }).click();
  await dialog.getByRole('button', { name: 'Create the file' }).click();
  const link = dialog.getByRole('link', { name: 'Download CSV' });
  await expect(link).toBeVisible({ timeout: 60_000 });
  await Promise.all([marketer.waitForEvent('download'), link.click()]);
  await marketer.goto(`/profiles/${id}`);
  await expect(marketer.getByRole('heading', { level: 1 })).toContainText(`Cem ${run}`);
  await expect(marketer.getByRole('link', { name: 'Who saw, exported or changed this' })).toHaveCount(0);

  const officer = await pageAs('compliance');
  await officer.goto(`/profiles/${id}`);
  await officer.getByRole('link', { name: 'Who saw, exported or changed this' }).click();
  await expect(officer).toHaveURL(new RegExp(`person=${id}.*last=90`));
  const log = officer.getByRole('table', { name: 'Audit log' });
  const line = (who: string, action: string) => log.getByRole('row').filter({ hasText: who }).filter({ hasText: action }).first();
  // Who was on a list is written a moment after it was shown.
  await expect(async () => {
    await officer.reload();
    for (const [who, action] of [
      ['Test support', 'profile.viewed'],
      ['Test support', 'consent.granted'],
      ['Test marketer', 'profile.viewed'],
      ['Test marketer', 'segment.members_viewed'],
      ['Test marketer', 'segment.export_requested'],
      ['Test marketer', 'segment.export_downloaded'],
      ['Test compliance', 'profile.viewed'],
    ] as const)
      await expect(line(who, action)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(officer.locator('main')).not.toContainText(`${run}-2@example.com`);

  await (await hydrated(officer.getByLabel('What happened'))).selectOption('Exported');
  await expect(officer).toHaveURL(/kind=exported/);
  await expect(line('Test marketer', 'segment.export_downloaded')).toBeVisible();
  await expect(line('Test marketer', 'profile.viewed')).toHaveCount(0);
  await officer.getByLabel('What happened').selectOption('Changed');
  await expect(line('Test support', 'consent.granted')).toBeVisible();
  await expect(line('Test marketer', 'segment.export_requested')).toHaveCount(0);

  const [download] = await Promise.all([officer.waitForEvent('download'), officer.getByRole('link', { name: 'Export CSV' }).click()]);
  const lines = (await (await download.createReadStream()).toArray()).join('').trim().split('\r\n');
  expect(lines.slice(1).every((text) => text.includes('consent.granted') && text.includes(id))).toBe(true);
  expect(lines.length).toBe(2);
});

test('a person who is no profile id is not asked for', async ({ pageAs }) => {
  const officer = await pageAs('compliance');
  await officer.goto('/settings/audit-log');
  await (await hydrated(officer.getByLabel('Person (profile id)'))).fill('ann@example.com');
  await expect(officer.getByText('Paste a profile’s id', { exact: false })).toBeVisible();
  await expect(officer).not.toHaveURL(/person=/);
});
