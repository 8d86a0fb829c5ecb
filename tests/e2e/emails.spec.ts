import type { Locator, Page } from '@playwright/test';
import { startMailServer } from '../integration/mail-server';
import { api, baseUrl, newApiKey, newWriteKey, sendBatch, until } from './support/installation';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

test.describe.configure({ timeout: 480_000 });

async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await (await hydrated(field)).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

type Segment = { id: string; state: string; size: number };

/** Three people of one segment, of whom two have agreed to marketing by e-mail, and to being measured. */
async function makeAudience() {
  const run = Date.now().toString(36);
  const [writeKey, key] = [
    await newWriteKey(`Mail shop ${run}`),
    await newApiKey('profiles:read', 'segments:read', 'segments:write', 'consents:write', 'emails:write'),
  ];
  const people = ['Ada', 'Bea', 'Cem'].map((first_name, i) => ({
    userId: `${run}-${i}`,
    first_name,
    email: `${first_name.toLowerCase()}.${run}@mail.example`,
  }));
  await sendBatch(
    writeKey,
    people.map(({ userId, first_name, email }) => ({
      type: 'identify',
      userId,
      traits: { name: `${first_name} ${run}`, first_name, email, mail_run: run },
    })),
  );
  const name = `Mail ${run}`;
  const rule = { kind: 'trait', trait: 'mail_run', op: 'eq', value: run };
  const { id } = await api<{ id: string }>(key, '/api/v1/segments', { method: 'POST', body: { name, rule } });
  await until(async () => {
    const segment = await api<Segment>(key, `/api/v1/segments/${id}`);
    return segment.state === 'live' && segment.size === 3 ? segment : undefined;
  }, 'The segment of three');
  const ids: string[] = [];
  for (const { userId } of people.slice(0, 2)) {
    const agree = (purpose: string) => {
      const body = { identifier: `user_id:${userId}`, purpose, channel: 'email', state: 'granted' };
      return api<{ profileId: string }>(key, '/api/v1/consents', { method: 'POST', body });
    };
    ids.push((await agree('marketing')).profileId);
    await agree('email_measuring');
  }
  return { run, key, segment: name, people, ids };
}

test('a marketer writes a template, sends it to a segment, and who unsubscribes by the mail is out at once', async ({ pageAs }) => {
  const { run, key, segment, people, ids } = await makeAudience();
  const port = Number(process.env.E2E_HOOK_PORT);
  const server = await startMailServer(port);
  try {
    const page = await pageAs('marketer');
    await page.goto('/emails/sender');
    await (await hydrated(page.getByRole('textbox', { name: 'Name', exact: true }))).fill('Heron & Finch');
    await page.getByRole('textbox', { name: 'Address', exact: true }).fill('news@shop.example');
    await page.getByRole('textbox', { name: 'Postal address' }).fill('1 High Street\nLeeds');
    const own = page.getByRole('switch', { name: 'Use the installation’s own mail server' });
    if (await own.isVisible()) await own.uncheck({ force: true });
    await page.getByRole('textbox', { name: 'Server' }).fill('10.0.0.1');
    await page.getByRole('textbox', { name: 'Port' }).fill(String(port));
    await choose(page, page.getByRole('combobox', { name: 'Encryption' }), 'None: only for a server on this machine');
    await page.getByRole('textbox', { name: 'Return address' }).fill('bounces@shop.example');
    const save = page.getByRole('button', { name: 'Save' });
    await save.click();
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    const trial = page.getByRole('button', { name: 'Send a test to myself' });
    await trial.click();
    await expect(page.getByText(/inside a private network, which is not allowed here/)).toBeVisible();
    await page.getByRole('textbox', { name: 'Server' }).fill('127.0.0.1');
    await save.click();
    await expect(async () => {
      await trial.click();
      await expect(page.getByText(/^Sent to marketer-/).first()).toBeVisible({ timeout: 15_000 });
    }).toPass({ timeout: 120_000 });
    expect(server.caught[0]?.mail.subject).toBe('A test from Tessera');

    await page.goto('/emails/templates/new');
    await (await hydrated(page.getByRole('textbox', { name: 'Name', exact: true }))).fill(`Spring ${run}`);
    const subject = page.getByRole('textbox', { name: 'Subject' });
    await subject.fill('Spring for ');
    await page.getByRole('button', { name: 'Insert a variable' }).click();
    await page.getByRole('textbox', { name: 'Search variables' }).fill('first_name');
    await page.getByRole('option', { name: 'profile.first_name', exact: true }).click();
    await expect(subject).toHaveValue('Spring for {{ profile.first_name }}');
    const body = page.getByRole('textbox', { name: 'Message (HTML with Liquid)' });
    await body.fill('<p>Dear {{ profile.first_name | default: "friend" }},</p>\n<p>{{ profile.shoe_size }}</p>\n{% if %}');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/^Line 3:/)).toBeVisible();
    await body.fill(
      '<p>Dear {{ profile.first_name | default: "friend" }},</p>\n<p>All mugs are <b>half price</b>. {{ profile.shoe_size }}</p>',
    );
    await (await hydrated(page.getByRole('combobox', { name: 'As this person would get it' }))).fill(`Ada ${run}`);
    await page.getByRole('option', { name: new RegExp(`^Ada ${run}`) }).click();
    const frame = page.frameLocator('iframe[title="The message as it looks"]');
    await expect(frame.getByText('Dear Ada,')).toBeVisible();
    await expect(frame.getByRole('link', { name: 'Unsubscribe' })).toBeVisible();
    await expect(page.getByText('Nobody has these: profile.shoe_size')).toBeVisible();
    await page.getByText('Plain text', { exact: true }).click();
    await expect(page.getByRole('region', { name: 'Plain text' })).toContainText('All mugs are half price.');
    const shop = `${baseUrl()}/api/openapi.json?from=letter`;
    await body.fill(
      `<p>Dear {{ profile.first_name | default: "friend" }},</p>\n<p>All mugs are <b>half price</b>. <a href="${shop}">See them</a></p>`,
    );
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL(/\/emails\/templates\/[0-9a-f-]{36}/);

    await page.goto('/emails/new');
    await (await hydrated(page.getByRole('textbox', { name: 'Name', exact: true }))).fill(`Spring sale ${run}`);
    const choice = page.getByRole('combobox', { name: 'Segment' });
    await choice.fill(segment);
    await page.getByRole('option', { name: segment, exact: true }).click();
    const template = page.getByRole('combobox', { name: 'Template' });
    await template.fill(`Spring ${run}`);
    await page.getByRole('option', { name: `Spring ${run}`, exact: true }).click();
    await expect(page.getByRole('region', { name: 'Audience now' })).toContainText('1 no consent given');
    const asked = page.getByRole('combobox', { name: 'Purpose that people must have agreed to' });
    await expect(asked).toBeHidden();
    await page.getByRole('switch', { name: 'Measure opens' }).check({ force: true });
    await page.getByRole('switch', { name: 'Measure clicks' }).check({ force: true });
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await expect(
      page.getByText('Choose a purpose that is in use, asks people first and is marked as covering opens and clicks.'),
    ).toBeVisible();
    await choose(page, asked, 'Opens and clicks in e-mails');
    await expect(page.getByRole('region', { name: 'Audience now' })).toContainText('Would be measured2');
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await page.waitForURL(/\/emails\/[0-9a-f-]{36}/);

    await (await hydrated(page.getByRole('button', { name: 'Review and send' }))).click();
    const dialog = page.getByRole('dialog', { name: `Send Spring sale ${run}` });
    const send = dialog.getByRole('button', { name: 'Send', exact: true });
    await expect(dialog).toContainText('Noticed of those who have agreed to Opens and clicks in e-mails: opens and clicks.');
    await expect(dialog).toContainText('Would be measured2');
    const count = dialog.getByRole('textbox', { name: /^Type 2 to confirm/ });
    await count.fill('3');
    await expect(send).toBeDisabled();
    await count.fill('2');
    await send.click();
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 90_000 });
    const figure = (label: string, value: string) =>
      expect(page.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) })).toContainText(value);
    await figure('Sent', '2');
    await figure('Withheld', '1 no consent given');

    const mails = server.caught.filter((c) => c.mail.subject?.startsWith('Spring for'));
    expect(mails.map((c) => [c.to, c.mail.subject]).sort()).toEqual(people.slice(0, 2).map((p) => [p.email, `Spring for ${p.first_name}`]));
    const toAda = mails.find((c) => c.to === people[0]?.email);
    await figure('Opened', '0');
    await figure('Clicked', '0% of the 2 measured');
    // Ada opens her letter and clicks in it, as a mail program shows it.
    const letter = await page.context().newPage();
    await letter.setContent(toAda?.mail.html ?? '');
    await letter.getByRole('link', { name: 'See them' }).click();
    await letter.waitForURL(shop);
    await letter.close();
    await expect(async () => {
      await page.reload();
      await expect(page.locator('dl > div').filter({ has: page.getByText('Clicked', { exact: true }) })).toContainText(
        '50% of the 2 measured',
        {
          timeout: 3_000,
        },
      );
    }).toPass({ timeout: 60_000 });
    await figure('Opened', '1');
    // The figure leads to whose letter it was.
    await page.getByRole('link', { name: 'Clicked', exact: true }).click();
    await page.waitForURL(/\?read=clicked$/);
    await expect(page.getByRole('row', { name: new RegExp(`Bea ${run}`) })).toBeHidden();
    await expect(page.getByRole('row', { name: new RegExp(`Ada ${run}`) })).toContainText('Clicked');
    await figure('Measured', 'opens and clicks, with agreement to Opens and clicks in e-mails');

    const header = (name: string) => toAda?.mail.headers.find((h) => h.key === name)?.value ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const link = new URL(/<(.*?)>/.exec(header('list-unsubscribe'))?.[1] ?? '');
    const oneClick = await fetch(`${baseUrl()}${link.pathname}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(oneClick.status).toBe(200);
    await expect(async () => {
      await page.reload();
      await expect(page.locator('dl > div').filter({ has: page.getByText('Unsubscribed', { exact: true }) })).toContainText('1', {
        timeout: 3_000,
      });
    }).toPass({ timeout: 60_000 });

    await page.goto('/emails/new');
    const again = page.getByRole('combobox', { name: 'Segment' });
    await (await hydrated(again)).fill(segment);
    await page.getByRole('option', { name: segment, exact: true }).click();
    await expect(page.getByRole('region', { name: 'Audience now' })).toContainText('1 withdrawn');

    // Bea's mail comes back later: her address is not written to any more, and her profile says so.
    const toBea = mails.find((c) => c.to === people[1]?.email);
    const returned = [`To: ${toBea?.from}`, '', `Final-Recipient: rfc822; ${people[1]?.email}`, 'Action: failed', 'Status: 5.1.1'].join(
      '\r\n',
    );
    const answer = await fetch(`${baseUrl()}/api/v1/emails/bounces`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' },
      body: returned,
    });
    expect(await answer.json()).toMatchObject({ outcome: 'bounced' });
    await page.goto(`/profiles/${ids[1]}?tab=consent`);
    await expect(page.getByText(`Nothing is sent to ${people[1]?.email}`)).toBeVisible();
    await (await hydrated(page.getByRole('button', { name: 'Write there again' }))).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Write there again' }).click();
    await expect(page.getByText(`Nothing is sent to ${people[1]?.email}`)).toBeHidden();
    await expect(async () => {
      await page.goto(`/profiles/${ids[1]}`);
      await expect(page.getByText(/bounced/i).first()).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
  } finally {
    await server.stop();
  }
});

test('who may only read sees campaigns and templates, and starts nothing', async ({ pageAs }) => {
  const page = await pageAs('analyst');
  await page.goto('/emails/sender');
  await expect(page.getByRole('heading', { name: 'E-mail', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Save|Send)/ })).toHaveCount(0);
  await page.goto('/emails/new');
  await expect(page.getByRole('button', { name: 'Save as a draft' })).toHaveCount(0);
  const support = await pageAs('support');
  await support.goto('/emails');
  await expect(support.getByRole('navigation').getByRole('link', { name: 'E-mail' })).toHaveCount(0);
});
