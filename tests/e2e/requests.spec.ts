import { randomBytes } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { startMailServer } from '../integration/mail-server';
import { axeFaults } from './support/axe';
import { newCaller } from './support/caller';
import { verifyWithOpenssl } from './support/certificate';
import { api, newApiKey, newWriteKey, sendBatch, tessera, until } from './support/installation';
import { expect, test } from './support/roles';
import { hydrated, signIn } from './support/sign-in';

const main = (page: Page) => page.getByRole('main');
const onePage = /\/requests\/[0-9a-f-]{36}$/;
const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name });

/** A second compliance officer, in a browser of their own. */
async function colleague(browser: Browser): Promise<Page> {
  const credentials = { email: `second-${randomBytes(4).toString('hex')}@example.com`, password: 'three unrelated words second' };
  await tessera(
    'users',
    'create',
    '--email',
    credentials.email,
    '--role',
    'compliance',
    '--name',
    'Second Officer',
    '--password',
    credentials.password,
  );
  const page = await (await browser.newContext({ baseURL: process.env.E2E_URL ?? '' })).newPage();
  await signIn(page, credentials);
  return page;
}

/** Registers a request through the intake page. @returns its number and address */
async function register(page: Page, type: string, given: string): Promise<{ number: string; path: string }> {
  await page.goto('/requests');
  await page.getByRole('link', { name: 'New request' }).click();
  await hydrated(page.getByRole('form', { name: 'New request' }));
  await page.getByRole('radio', { name: type, exact: true }).check();
  await page.getByLabel('Identifier 1').fill(given);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.waitForURL(onePage, { timeout: 60_000 });
  await expect(heading(page, new RegExp(`^${type} · Request`))).toBeVisible();
  const number = /Request (\d+)/.exec((await heading(page, /Request/).textContent()) ?? '')?.[1] ?? '';
  return { number, path: new URL(page.url()).pathname };
}

/** Chooses the person found and confirms the identity. */
async function confirmIdentity(page: Page, who: RegExp): Promise<void> {
  const choice = await hydrated(page.getByRole('checkbox', { name: who }));
  await choice.check();
  await page.getByLabel('How the identity was proven').selectOption('Answers on the phone');
  await page.getByRole('button', { name: 'Confirm: it is this profile' }).click();
  await expect(page.getByRole('heading', { name: 'Who is it?' })).toBeHidden();
}

test('an access request: found by any spelling, confirmed, approved by a second person, packed', async ({ pageAs, browser }) => {
  test.setTimeout(480_000);
  const caller = await newCaller();
  const who = new RegExp(`Annabel ${caller.last}`);
  const page = await pageAs('compliance');
  const { number, path } = await register(page, 'Access', ` ${caller.email.toUpperCase()} `);

  await test.step('the whole identity is shown before anybody confirms', async () => {
    const candidate = main(page)
      .getByRole('listitem')
      .filter({ has: page.getByRole('checkbox', { name: who }) });
    await expect(candidate).toContainText('Has the identifier');
    await candidate.getByText('Whole identity').click();
    await expect(candidate.getByRole('table', { name: 'Identifiers' })).toContainText(caller.email);
    await expect(candidate.getByRole('table', { name: 'Records by source' })).toContainText('E2E shop');
    await expect(candidate.getByRole('table', { name: 'Records by source' })).toContainText('E2E support desk');
    // By the number as it is written on a visiting card too.
    await page.getByRole('textbox', { name: 'Look for another identifier' }).fill(caller.phone.replace(/ /g, '-'));
    await page.getByRole('button', { name: 'Look up' }).click();
    await expect(main(page).getByText('Another identifier looked up')).toBeVisible();
    await expect(page.getByRole('checkbox', { name: /^This is/ })).toHaveCount(1);
    expect(await axeFaults(page)).toEqual([]);
  });

  await confirmIdentity(page, who);
  await test.step('who confirmed it cannot approve it', async () => {
    await expect(page.getByText(/somebody else must approve it/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Build the package' })).toHaveCount(0);
  });

  const second = await colleague(browser);
  await test.step('a colleague finds it in the register and approves', async () => {
    await second.goto('/requests?type=access');
    await (await hydrated(second.getByRole('textbox', { name: /^Search by name/ }))).fill(number);
    await second.getByRole('row').filter({ hasText: caller.email.toUpperCase() }).getByRole('link').first().click();
    await expect(heading(second, new RegExp(`Access · Request ${number}$`))).toBeVisible();
    await (await hydrated(second.getByRole('button', { name: 'Approve' }))).click();
    await (await hydrated(second.getByRole('button', { name: 'Build the package' }))).click();
    await expect(second.getByRole('button', { name: 'Build the package' })).toHaveCount(0);
  });

  await test.step('the package is made, and handed out', async () => {
    await page.goto(path);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('button', { name: 'Download ZIP' })).toBeVisible({ timeout: 3000 });
    }).toPass({ timeout: 90_000 });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      (await hydrated(page.getByRole('button', { name: 'Download ZIP' }))).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`access-request-${number}.zip`);
  });

  await test.step('the person has a link of their own, without signing in', async () => {
    await (await hydrated(page.getByRole('button', { name: 'Make a link for the person' }))).click();
    const link = await page.getByRole('textbox', { name: 'Link for the person' }).inputValue();
    const answer = await fetch(link);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'application/zip',
      'no-store',
    ]);
    expect(Buffer.from(await answer.arrayBuffer()).includes('index.html')).toBe(true);
    expect((await fetch(`${link.slice(0, -4)}aaaa`)).status).toBe(404);
    await expect(main(page)).toContainText('Second Officer');
    expect(await axeFaults(page)).toEqual([]);
  });

  await test.step('every step is in the audit log', async () => {
    await page.goto(`/settings/audit-log?subject=${path.split('/').at(-1)}`);
    for (const action of ['request.registered', 'request.verified', 'request.approved', 'request.started', 'request.done'])
      await expect(page.getByRole('row').filter({ hasText: action }).first()).toBeVisible();
  });
  await second.context().close();
});

test('an erasure: impact in numbers, four eyes, typed confirmation, and the person is gone', async ({ pageAs, browser }) => {
  test.setTimeout(480_000);
  const caller = await newCaller();
  const who = new RegExp(`Annabel ${caller.last}`);
  const page = await pageAs('compliance');
  await page.goto(`/profiles/${caller.id}`);
  await page.getByRole('link', { name: 'Start a request' }).click();
  await hydrated(page.getByRole('form', { name: 'New request' }));
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(new RegExp(caller.last));
  await page.getByRole('radio', { name: 'Erasure', exact: true }).check();
  await page.getByRole('button', { name: 'Register' }).click();
  await page.waitForURL(onePage, { timeout: 60_000 });
  await expect(heading(page, /^Erasure · Request/)).toBeVisible();
  const number = /Request (\d+)/.exec((await heading(page, /Request/).textContent()) ?? '')?.[1] ?? '';
  const { pathname } = new URL(page.url());
  await confirmIdentity(page, who);

  await test.step('a badge on the profile says that a request runs', async () => {
    await page.goto(`/profiles/${caller.id}`);
    await expect(page.getByRole('link', { name: `Request ${number}: Erasure` })).toBeVisible();
  });

  const second = await colleague(browser);
  await second.goto(pathname);
  await expect(main(second).getByRole('heading', { name: 'What the erasure takes away' })).toBeVisible();
  await (await hydrated(second.getByRole('button', { name: 'Approve' }))).click();
  await test.step('it asks for the number, and for nothing less', async () => {
    await (await hydrated(second.getByRole('button', { name: 'Erase now' }))).click();
    const dialog = second.getByRole('dialog', { name: 'Erase for good?' });
    const erase = dialog.getByRole('button', { name: 'Erase now' });
    await expect(erase).toBeDisabled();
    await dialog.getByLabel(/^Number of the request/).fill(`${number}0`);
    await expect(erase).toBeDisabled();
    expect(await axeFaults(second)).toEqual([]);
    await dialog.getByLabel(/^Number of the request/).fill(number);
    await erase.click();
    await expect(dialog).toBeHidden();
  });

  await test.step('it ends, the register forgets who it was, and nobody finds the person', async () => {
    await expect(async () => {
      await page.goto(pathname);
      await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 3000 });
    }).toPass({ timeout: 120_000 });
    await expect(page.getByRole('link', { name: 'Download certificate' })).toBeVisible();
    await expect(main(page)).not.toContainText(caller.last);
    await expect(main(page)).not.toContainText(caller.email);
    const key = await newApiKey('profiles:read');
    const { data } = await api<{ data: unknown[] }>(key, `/api/v1/profiles?identifier=email:${caller.email}`);
    expect(data).toEqual([]);
  });

  await test.step('openssl alone accepts the certificate, which names nobody', async () => {
    const get = async (path: string) => (await page.request.get(path)).body();
    const part = `/api/internal/subject-requests/${pathname.split('/').at(-1)}/certificate`;
    const [text, signature, key] = [await get(part), await get(`${part}?part=signature`), await get('/api/erasure-key')];
    expect(verifyWithOpenssl({ text, signature, key: key.toString() })).toContain('Verified Successfully');
    for (const value of [caller.last, caller.email, caller.phone]) expect(text.toString()).not.toContain(value);
  });

  await test.step('a late event is answered as ever, and brings nobody back', async () => {
    const late = { type: 'identify', anonymousId: `late-${caller.last}`, traits: { email: caller.email, last_name: caller.last } };
    await sendBatch(await newWriteKey('E2E shop'), [late]);
    const key = await newApiKey('profiles:read');
    const known = { type: 'track', event: 'Later', userId: `later-${caller.last}` };
    await sendBatch(await newWriteKey('E2E shop'), [known]);
    await until(async () => {
      const found = await api<{ data: unknown[] }>(key, `/api/v1/profiles?identifier=user_id:later-${caller.last}`);
      return found.data.length > 0 || undefined;
    }, 'The event after it');
    await expect
      .poll(async () => (await api<{ data: unknown[] }>(key, `/api/v1/profiles?identifier=email:${caller.email}`)).data)
      .toEqual([]);
  });
  await second.context().close();
});

test('nobody is known by what was given: the answer is that nothing is held; refusal, extension and cancelling by keyboard', async ({
  pageAs,
}) => {
  const page = await pageAs('compliance');
  await register(page, 'Access', 'nobody.at.all@nowhere.example');
  await expect(page.getByText('Nobody is known by what was given')).toBeVisible();
  await (await hydrated(page.getByRole('button', { name: 'Confirm: nothing is held' }))).click();
  await (await hydrated(page.getByRole('button', { name: 'Answer and close' }))).click();
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('nothing is held');

  const { path } = await register(page, 'Objection', 'somebody.else@nowhere.example');
  const choose = async (item: string) => {
    await (await hydrated(page.getByRole('button', { name: 'More actions' }))).press('Enter');
    await page.getByRole('menuitem', { name: item }).press('Enter');
  };
  await choose('Ask for proof of identity');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for proof of identity' }).press('Enter');
  await expect(page.getByText(/^Clock stopped/).first()).toBeVisible();
  await choose('Extend the time');
  const dialog = page.getByRole('dialog', { name: 'Extend the time' });
  await dialog.getByRole('button', { name: 'Extend the time' }).press('Enter');
  await expect(dialog.getByText('Say why.')).toBeVisible();
  await dialog.getByLabel('Reason').fill('Many systems must be searched');
  await dialog.getByRole('button', { name: 'Extend the time' }).press('Enter');
  await expect(dialog).toBeHidden();
  await choose('Refuse');
  const refusal = page.getByRole('dialog', { name: 'Refuse' });
  await refusal.getByLabel('Ground').selectOption('Manifestly unfounded');
  await refusal.getByLabel('Explanation for the person').fill('Nothing was ever sent to this address');
  expect(await axeFaults(page)).toEqual([]);
  await refusal.getByRole('button', { name: 'Refuse' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('supervisory authority');
  await page.goto('/requests?state=refused');
  await expect(page.locator(`a[href="${path}"]`).first()).toBeAttached();
});

test('a correction is planned, written, and stands above what sources say; a restriction is lifted after the person was told', async ({
  pageAs,
}) => {
  test.setTimeout(240_000);
  const caller = await newCaller();
  const who = new RegExp(`Annabel ${caller.last}`);
  const page = await pageAs('compliance');
  await register(page, 'Correction', caller.email);
  await confirmIdentity(page, who);
  const form = page.getByRole('region', { name: 'What is to be corrected' });
  await (await hydrated(form.getByLabel('Trait'))).fill('postcode');
  await form.getByLabel('New value').fill('LS1 4AP');
  await form.getByLabel('Reason').fill('Moved house in May');
  await form.getByRole('button', { name: 'Save the plan' }).click();
  await (await hydrated(form.getByRole('button', { name: 'Write the corrections' }))).click();
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('Corrected: postcode.');
  await page.goto(`/profiles/${caller.id}?tab=traits`);
  await expect(main(page)).toContainText('LS1 4AP');

  const restriction = await register(page, 'Restriction', caller.phone);
  await confirmIdentity(page, who);
  await (await hydrated(page.getByRole('button', { name: 'Restrict now' }))).click();
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('restricted');
  await page.goto(`/profiles/${caller.id}`);
  await expect(page.getByText('Restricted', { exact: true }).first()).toBeVisible();
  await page.goto(restriction.path);
  const lift = page.getByRole('region', { name: 'Lift the restriction' });
  await (await hydrated(lift.getByLabel('How the person was told'))).fill('By phone on Monday');
  await lift.getByRole('button', { name: 'Lift the restriction' }).click();
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('Lifted on');
});

test('the public form works without a script, in both languages; a code by e-mail brings the request into the register', async ({
  browser,
  pageAs,
}) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ baseURL: process.env.E2E_URL ?? '', javaScriptEnabled: false, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/privacy-request');
  await page.getByRole('button', { name: 'فارسی' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page).toHaveURL(/\/privacy-request$/);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  await page.goto('/privacy-request/code?r=aaaaaaaa-1111-4111-8111-111111111111');
  await page.getByRole('textbox', { name: 'Code' }).fill('12345678');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page).toHaveURL(/\/privacy-request\?fault=dead$/);

  if (process.env.E2E_OWN_SERVER !== '1') {
    // A shared installation without a mail server says so plainly.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Please contact us');
    return context.close();
  }
  const mail = await startMailServer(Number(process.env.E2E_MAIL_PORT));
  const email = `asks-${randomBytes(4).toString('hex')}@example.com`;
  await page.getByLabel('What do you want?').selectOption('Erase my data');
  await page.getByLabel('Your e-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the code' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Type the code');
  const code = /\b\d{8}\b/.exec(mail.caught.find(({ to }) => to === email)?.mail.text ?? '')?.[0] ?? '';
  const codeField = page.getByRole('textbox', { name: 'Code' });
  await codeField.fill(String((Number(code) + 1) % 1e8).padStart(8, '0'));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'This is not the code' })).toBeVisible();
  await codeField.fill(code);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your request has arrived');
  await context.close();
  await mail.stop();

  const officer = await pageAs('compliance');
  await officer.goto(`/requests?q=${encodeURIComponent(email)}`);
  await expect(officer.getByRole('row').filter({ hasText: email })).toContainText('Erasure');
});

test('other roles see neither the register nor its badges', async ({ pageAs }) => {
  for (const role of ['marketer', 'support', 'analyst'] as const) {
    const page = await pageAs(role);
    await page.goto('/requests');
    await expect(page.getByText(/does not include/i).first()).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Main navigation' }).first().getByRole('link', { name: 'Requests' })).toHaveCount(0);
  }
});
