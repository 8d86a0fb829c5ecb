import { randomBytes } from 'node:crypto';
import { newWriteKey, sendBatch, until } from './support/installation';
import { expect, test } from './support/roles';
import { hydrated } from './support/sign-in';

test('a property is marked as a searchable identifier, and finds the person', async ({ pageAs }) => {
  test.setTimeout(180_000);
  const mark = randomBytes(3).toString('hex');
  const [event, reference] = [`Trip Booked ${mark}`, `BR-${mark}-77`];
  const key = await newWriteKey(`Trips ${mark}`);
  await sendBatch(key, [
    { type: 'identify', userId: `trip-${mark}`, messageId: `i-${mark}`, traits: { name: `Traveller ${mark}` } },
    { type: 'track', userId: `trip-${mark}`, messageId: `t-${mark}`, event, properties: { booking_ref: reference } },
  ]);

  const page = await pageAs('owner');
  const found = async () => {
    await page.goto(`/profiles?q=${reference}`);
    await expect(page.getByText(/profiles? found|No profile/)).toBeVisible();
    return (await page.getByRole('link', { name: `Traveller ${mark}` }).count()) > 0;
  };
  const name = `booking_ref of ${event} is a searchable identifier`;
  await until(async () => {
    await page.goto(`/settings/event-properties?q=${encodeURIComponent(event)}`);
    return (await page.getByRole('switch', { name }).count()) > 0 ? true : undefined;
  }, 'the property is listed');
  await (await hydrated(page.getByRole('switch', { name }))).click({ force: true });
  await expect(page.getByText('People can be found by booking_ref', { exact: false })).toBeVisible();
  await expect(page.getByRole('switch', { name })).toBeChecked();
  await until(async () => ((await found()) ? true : undefined), 'the person is found');

  await page.goto(`/settings/event-properties?q=${encodeURIComponent(event)}&searchable=true`);
  await (await hydrated(page.getByRole('switch', { name }))).click({ force: true });
  await until(async () => ((await found()) ? undefined : true), 'the person is no longer found');
});

test('who may not change settings does not see event properties', async ({ pageAs }) => {
  const page = await pageAs('marketer');
  await page.goto('/settings/event-properties');
  await expect(page.getByText('Your role does not include this', { exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Event properties' })).toHaveCount(0);
});
