import { Analytics } from '@segment/analytics-node';
import { api, baseUrl, newApiKey, newWriteKey, startReceiver, until } from './support/installation';
import { expect, test } from './support/roles';
import { startShop } from './support/shop-page';
import { hydrated } from './support/sign-in';

type List<T> = { data: T[] };
type Profile = { id: string; traits: Record<string, unknown>; identifiers: { type: string; value: string }[] };
type Message = { type: string; profile: { id: string } };

const run = Date.now().toString(36);
const [userId, email] = [`spine-${run}`, `spine-${run}@example.com`];

test('a browser and a server become one person, in a live segment, at a webhook', async ({ pageAs }) => {
  const owner = await pageAs('owner');
  const [web, back] = [await newWriteKey(`Web ${run}`), await newWriteKey(`Back office ${run}`)];
  const key = await newApiKey('profiles:read', 'segments:read', 'segments:write', 'consents:write');
  const receiver = await startReceiver();
  const shop = await startShop(web);

  // The segment and its destination stand before anything happens.
  const rule = {
    all: [
      { kind: 'event', event: `Order ${run}`, op: 'gte', count: 1, where: [{ property: 'revenue', op: 'gte', value: 50 }] },
      { kind: 'event', event: `Looked ${run}`, op: 'gte', count: 1, window: { last: { hours: 1 } } },
    ],
  };
  const segment = await api<{ id: string }>(key, '/api/v1/segments', { method: 'POST', body: { name: `Spine ${run}`, rule } });
  await owner.goto('/destinations/new');
  await (await hydrated(owner.getByRole('textbox', { name: 'Name' }))).fill(`Spine ${run}`);
  await owner.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
  await owner.getByLabel('Signing secret').fill('a signing secret for tests');
  for (const [field, option] of [
    ['Purpose', 'Marketing'],
    ['Channel', 'E-mail'],
  ] as const) {
    await owner.getByRole('combobox', { name: field }).click();
    await owner.getByRole('option', { name: option, exact: true }).click();
  }
  await owner.getByRole('button', { name: 'Create destination' }).click();
  await owner.waitForURL(/\/destinations\/[0-9a-f-]{36}/);
  await (await hydrated(owner.getByRole('button', { name: 'Attach a segment' }))).click();
  const dialog = owner.getByRole('dialog', { name: 'Attach a segment' });
  await dialog.getByRole('combobox', { name: 'Segment' }).click();
  await owner.getByRole('option', { name: `Spine ${run}`, exact: true }).click();
  await dialog.getByRole('button', { name: 'Attach' }).click();
  await expect(dialog).toBeHidden();

  // The server SDK knows an order under an address; the browser SDK knows a visitor, who then signs in under that address.
  const server = new Analytics({ writeKey: back, host: baseUrl(), flushAt: 1 });
  server.track({
    anonymousId: `till-${run}`,
    event: `Order ${run}`,
    properties: { revenue: 60, currency: 'GBP' },
    context: { traits: { email: ` ${email.toUpperCase()} ` } },
  });
  await server.closeAndFlush();
  const byEmail = `/api/v1/profiles?identifier=email:${encodeURIComponent(email)}`;
  const find = async (path: string) => (await api<List<Profile>>(key, path)).data[0];
  const before = await until(() => find(byEmail), 'The profile of the order');
  await api(key, '/api/v1/consents', {
    method: 'POST',
    body: { profileId: before.id, purpose: 'marketing', channel: 'email', state: 'granted' },
  });

  const visitor = await (await owner.context().browser())?.newPage();
  if (!visitor) throw new Error('There is no browser');
  await visitor.goto(shop.url);
  await visitor.evaluate(
    (name) => (window as unknown as { analytics: { track(name: string): void } }).analytics.track(name),
    `Looked ${run}`,
  );
  await visitor.evaluate(
    ([id, address]) =>
      (window as unknown as { analytics: { identify(id: string, traits: object): void } }).analytics.identify(id, {
        email: address,
        name: 'Spine Person',
      }),
    [userId, email] as const,
  );

  // One merged profile, found by any of its identifiers, with both halves of the story.
  const byUser = `/api/v1/profiles?identifier=user_id:${userId}`;
  const merged = await until(async () => {
    const [one, other] = [await find(byUser), await find(byEmail)];
    return one && other && one.id === other.id ? one : undefined;
  }, 'The merge');
  const names = await until(async () => {
    const { data } = await api<List<{ name: string }>>(key, `/api/v1/profiles/${merged.id}/events`);
    const seen = new Set(data.map((event) => event.name));
    return seen.has(`Order ${run}`) && seen.has(`Looked ${run}`) ? seen : undefined;
  }, 'Both events on one profile');
  expect(names.size).toBeGreaterThan(1);
  expect(merged.identifiers.map((i) => i.type)).toEqual(expect.arrayContaining(['user_id', 'email', 'anonymous_id']));

  // In the live segment, and at the receiver, once.
  await until(async () => {
    const { data } = await api<List<{ segmentId?: string; id?: string }>>(key, `/api/v1/profiles/${merged.id}/segments`);
    return data.find((s) => (s.segmentId ?? s.id) === segment.id);
  }, 'The membership');
  const enters = () => receiver.received.map((hook) => JSON.parse(hook.body) as Message).filter((m) => m.type === 'enter');
  await until(async () => enters()[0], 'The webhook');
  expect(enters().map((m) => m.profile.id)).toEqual([merged.id]);

  // And in the debugger of each source.
  for (const [source, event] of [
    [`Web ${run}`, `Looked ${run}`],
    [`Back office ${run}`, `Order ${run}`],
  ] as const) {
    await owner.goto('/sources');
    await owner.getByRole('link', { name: source }).click();
    await owner.getByRole('link', { name: 'Live events' }).click();
    await expect(owner.getByText(event).first()).toBeVisible();
  }
  await visitor.close();
  await Promise.all([shop.stop(), receiver.stop()]);
});
