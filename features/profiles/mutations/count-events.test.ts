import { expect, test } from 'vitest';
import { countEvents } from './count-events';

const event = (name: string, day: number) => ({
  profileId: 'p',
  name,
  occurredAt: new Date(Date.UTC(2026, 0, day)),
  value: null,
  currency: null,
});

test('what the company or a mail program does counts as an event, and not as having seen the person', () => {
  const counted = countEvents([
    event('Email Sent', 1),
    event('Product Viewed', 2),
    event('Email Bounced', 3),
    event('Email Opened', 4),
  ]).get('p');
  expect(counted).toMatchObject({ n: 4, first: Date.UTC(2026, 0, 2), last: Date.UTC(2026, 0, 2) });
  expect(countEvents([event('Email Sent', 1)]).get('p')).toMatchObject({ n: 1, first: null, last: null });
});
