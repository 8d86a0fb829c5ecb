import { expect, type Locator, type Page } from '@playwright/test';
import type { ConditionKindName } from '@/features/segments/conditions/schemas';
import { api, newApiKey, newWriteKey, sendBatch, until } from './installation';
import { hydrated } from './sign-in';

export type Someone = { userId: string; profileId: string; name: string };
/** What a case has at hand: the page, a person of its own, a word of its own that names are made of, and the ways in. */
export type Given = {
  page: Page;
  who: Someone;
  word: string;
  apiKey: string;
  send(events: readonly object[]): Promise<void>;
};

export type KindCase = {
  /** The beginning of the line in the menu of conditions. */
  menu: string;
  /** What has to be there before the rule is made. */
  before?: (given: Given) => Promise<void>;
  /** Fills in the condition that the menu has added. */
  build(given: Given): Promise<void>;
  /** Lets the person enter. Whoever then leaves by the clock alone needs no `leave`. */
  enter(given: Given): Promise<void>;
  leave?: (given: Given) => Promise<void>;
  /** What the explanation shows of what was looked at, after the person has left. */
  explained: RegExp;
};

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const write = async (box: Locator, text: string) => {
  await box.fill(text);
  await box.press('Escape');
};
const field = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true }).last();
const number = (page: Page, name: string) => page.getByLabel(name, { exact: true }).last();
const minutes = async (page: Page, label: string, n: number) => {
  const prefix = label ? `${label}: ` : '';
  await page.getByLabel(`${prefix}Unit`, { exact: true }).last().selectOption('minutes');
  await number(page, `${prefix}Amount`).fill(String(n));
};

/** Adds a condition of the menu to the rule. */
export async function addCondition(page: Page, entry: string): Promise<void> {
  await (await hydrated(page.getByRole('button', { name: 'Add condition' }).first())).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${entry}`) }).click();
}

const trait = (name: string): Pick<KindCase, 'enter' | 'leave'> => ({
  enter: ({ send, who, word }) => send([{ type: 'identify', userId: who.userId, traits: { [name + word]: 'yes' } }]),
  leave: ({ send, who, word }) => send([{ type: 'identify', userId: who.userId, traits: { [name + word]: 'no' } }]),
});
async function andTrait(page: Page, name: string): Promise<void> {
  await addCondition(page, 'Trait');
  await write(field(page, 'Trait'), name);
  await write(field(page, 'Value'), 'yes');
}
const track = (userId: string, event: string, seconds: number, properties: object = {}) => ({
  type: 'track',
  userId,
  event,
  timestamp: ago(seconds),
  properties,
});

/** Every kind of condition: built from the menu, met, left, explained. A kind that is registered and not here does not compile. */
export const kindCases: Record<ConditionKindName, KindCase> = {
  trait: {
    menu: 'Trait',
    build: ({ page, word }) => write(field(page, 'Trait'), `plan${word}`).then(() => write(field(page, 'Value'), 'yes')),
    ...trait('plan'),
    explained: /Value: ?no/,
  },
  event: {
    menu: 'Event',
    build: async ({ page, word }) => {
      await write(field(page, 'Event'), `Looked ${word}`);
      await minutes(page, '', 1);
    },
    enter: ({ send, who, word }) => send([track(who.userId, `Looked ${word}`, 10)]),
    explained: /no event counted/,
  },
  segment: {
    menu: 'Segment membership',
    before: async ({ apiKey, word }) => {
      const rule = { kind: 'trait', trait: `in${word}`, op: 'eq', value: 'yes' };
      await api(apiKey, '/api/v1/segments', { method: 'POST', body: { name: `Named ${word}`, rule } });
    },
    build: async ({ page, word }) => {
      await field(page, 'Segment').fill(`Named ${word}`);
      await page.getByRole('option', { name: `Named ${word}` }).click();
    },
    ...trait('in'),
    explained: /Value: ?no/,
  },
  consent: {
    menu: 'Consent',
    build: async ({ page }) => {
      await page.getByLabel('Purpose', { exact: true }).selectOption('marketing');
      await page.getByLabel('Channel', { exact: true }).selectOption('email');
    },
    enter: async ({ apiKey, who }) => {
      const expiresAt = new Date(Date.now() + 40_000).toISOString();
      const body = { profileId: who.profileId, purpose: 'marketing', channel: 'email', state: 'granted', expiresAt };
      await api(apiKey, '/api/v1/consents', { method: 'POST', body });
    },
    explained: /Consent given/,
  },
  identity: {
    menu: 'Known by',
    build: async ({ page }) => {
      await page.getByLabel('Comparison', { exact: true }).last().selectOption('has_not');
      await expect(field(page, 'Type of identifier')).toHaveValue('email');
    },
    // Known by a user id alone, the person is in it from the first evaluation on.
    enter: async () => undefined,
    leave: ({ send, who, word }) => send([{ type: 'identify', userId: who.userId, traits: { email: `${word}@example.com` } }]),
    explained: /known by .*email/,
  },
  activity: {
    menu: 'Activity over time',
    build: async ({ page, word }) => {
      await write(field(page, 'Event'), `Visited ${word}`);
      await minutes(page, 'Active for', 1);
      await minutes(page, 'Quiet since', 1);
    },
    enter: ({ send, who, word }) => send([track(who.userId, `Visited ${word}`, 62)]),
    explained: /must be there/,
  },
  session: {
    menu: 'Sessions',
    build: async ({ page }) => {
      await page.getByLabel('Amount', { exact: true }).first().fill('1');
      await minutes(page, '', 1);
    },
    enter: ({ send, who, word }) => send([track(who.userId, `Came ${word}`, 10)]),
    explained: /no session/,
  },
  sequence: {
    menu: 'Sequence',
    build: async ({ page, word }) => {
      await write(field(page, 'Event of step 1'), `Began ${word}`);
      await write(field(page, 'Event of step 2'), `Ended ${word}`);
      await minutes(page, '', 1);
    },
    enter: ({ send, who, word }) => send([track(who.userId, `Began ${word}`, 12), track(who.userId, `Ended ${word}`, 10)]),
    explained: /not yet/,
  },
  message: {
    menu: 'E-mail of a campaign',
    build: ({ page }) => minutes(page, '', 1),
    // What the exit records of a mail that it has sent; here it comes from the shop's own mail server.
    enter: ({ send, who }) => send([track(who.userId, 'Email Sent', 10)]),
    explained: /no event counted/,
  },
  list: {
    menu: 'List',
    before: async ({ page, word }) => {
      await page.goto('/segments/lists');
      await (await hydrated(page.getByRole('button', { name: 'New list' }).first())).click();
      await page.getByRole('dialog').getByLabel('Name').fill(`List ${word}`);
      await page.getByRole('dialog').getByRole('button', { name: 'Create list' }).click();
      await expect(page.getByRole('heading', { level: 1, name: `List ${word}` })).toBeVisible();
    },
    build: async ({ page, word }) => {
      await field(page, 'List').fill(`List ${word}`);
      await page.getByRole('option', { name: `List ${word}` }).click();
    },
    enter: async ({ page, word, who }) => {
      await openList(page, word);
      await (await hydrated(page.getByRole('combobox', { name: 'Add a person' }))).fill(who.name);
      await page.getByRole('option', { name: new RegExp(who.name) }).click();
      await expect(page.getByRole('link', { name: who.name })).toBeVisible();
    },
    leave: async ({ page, word, who }) => {
      await openList(page, word);
      await (await hydrated(page.getByRole('button', { name: `Take ${who.name} off the list` }))).click();
    },
    explained: /Not on the list/,
  },
  bucket: {
    menu: 'Random part',
    build: async ({ page, word }) => {
      await number(page, 'To percent').fill('100');
      await andTrait(page, `drawn${word}`);
    },
    ...trait('drawn'),
    explained: /Place: [\d.,]+ percent/,
  },
  holdout: {
    menu: 'Holdout',
    build: ({ page, word }) => andTrait(page, `held${word}`),
    ...trait('held'),
    explained: /Place: [\d.,]+ percent/,
  },
  rank: {
    menu: 'Rank among everybody',
    before: async ({ send, word, apiKey }) => {
      const people = Array.from({ length: 20 }, (_, i) => ({
        type: 'identify',
        userId: `${word}-${i}`,
        traits: { [`score${word}`]: i + 1 },
      }));
      await send(people);
      const rule = { kind: 'trait', trait: `score${word}`, op: 'gte', value: 1 };
      await until(async () => {
        const { count } = await api<{ count: number }>(apiKey, '/api/v1/segments/preview', { method: 'POST', body: { rule } });
        return count === people.length ? count : undefined;
      }, 'Twenty people with a score');
    },
    build: ({ page, word }) => write(field(page, 'Trait'), `score${word}`),
    enter: ({ send, who, word }) => send([{ type: 'identify', userId: who.userId, traits: { [`score${word}`]: 1_000 } }]),
    leave: ({ send, who, word }) => send([{ type: 'identify', userId: who.userId, traits: { [`score${word}`]: 0 } }]),
    explained: /above \d+ percent of the people/,
  },
  interest: {
    menu: 'Interest',
    build: ({ page, word }) => write(field(page, 'Value'), `Hats ${word}`),
    enter: ({ send, who, word }) => send([1, 2, 3].map((s) => track(who.userId, 'Product Viewed', s, { category: `Hats ${word}` }))),
    leave: ({ send, who }) =>
      send(Array.from({ length: 20 }, (_, s) => track(who.userId, 'Product Viewed', s, { category: 'Something else' }))),
    explained: /of 23 events with the property/,
  },
};

async function openList(page: Page, word: string): Promise<void> {
  await page.goto('/segments/lists');
  await page.getByRole('link', { name: `List ${word}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `List ${word}` })).toBeVisible();
}

let keys: Promise<{ apiKey: string; writeKey: string }> | undefined;
const makeKeys = async () => ({
  writeKey: await newWriteKey('Kinds of conditions'),
  apiKey: await newApiKey('profiles:read', 'segments:read', 'segments:write', 'consents:write'),
});

/** A person of a case's own, known to the installation. */
export async function given(page: Page, kind: string): Promise<Given> {
  keys ??= makeKeys();
  const { apiKey, writeKey } = await keys;
  const word = `${kind}${Date.now().toString(36)}`;
  const send = (events: readonly object[]) => sendBatch(writeKey, events);
  const [userId, name] = [`${word}-who`, `Kim ${word}`];
  await send([{ type: 'identify', userId, traits: { name } }]);
  const profileId = await until(async () => {
    const { data } = await api<{ data: { id: string }[] }>(apiKey, `/api/v1/profiles?identifier=user_id:${userId}`);
    return data[0]?.id;
  }, 'The person of the case');
  return { page, who: { userId, profileId, name }, word, apiKey, send };
}
