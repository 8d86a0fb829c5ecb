import { expect, test } from './support/roles';

for (const role of ['owner', 'marketer', 'support', 'compliance', 'analyst'] as const) {
  test(`somebody with the role ${role} can sign in and sees the overview`, async ({ pageAs }) => {
    const page = await pageAs(role);
    await page.goto('/');
    await expect(page.getByRole('main')).toBeVisible();
    await expect(page).not.toHaveURL(/sign-in/);
  });
}
