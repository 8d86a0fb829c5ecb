import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as follow } from '@/app/(public)/mail/link/[token]/route';
import { GET as load } from '@/app/(public)/mail/open/[token]/route';
import { systemScope } from '@/features/access/core/scope';
import { createPurpose, updatePurpose } from '@/features/consent/mutations/purposes';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { waitForSends } from '@/features/consent/mutations/send-lock';
import { setObjection, setRestriction } from '@/features/consent/restrictions/mutations/set-standing';
import { saveText } from '@/features/consent/texts/mutations';
import { linkUrl, openUrl } from '@/features/journeys/core/letter-marks';
import { addressHash } from '@/features/journeys/data/audience';
import { readCampaign } from '@/features/journeys/data/campaigns';
import { person } from './person';
import { drain } from './pipeline';
import { type TestDb, testDb } from './test-db';
import { whoFits } from './who-fits';

const scope = systemScope('test');
const gate = { purpose: 'reading', channel: 'email' } as const;
const rules = {
  key: 'reading',
  name: 'Measuring',
  description: '',
  lawfulBasis: 'consent',
  marketing: false,
  measuring: true,
  validityDays: null,
} as const;
const SALE = 'https://shop.example/sale?email=ada@mail.example';
let t: TestDb;
let reader: string;
let message: string;
let campaign: string;

beforeAll(async () => {
  t = await testDb();
  await createPurpose(scope, { ...rules, mode: 'opt_in' });
});
afterAll(() => t.close());

const agree = (state: 'granted' | 'denied' | 'withdrawn', more: { expiresAt?: Date } = {}) =>
  saveConsents(scope, [{ profileId: reader, ...gate, state, method: 'api', ...more }]);

/** A letter that went to somebody who had agreed to be measured. */
beforeEach(async () => {
  const address = `${randomUUID()}@mail.example`;
  reader = await person(t.sql, { user_id: `reader-${randomUUID()}`, email: address });
  [message, campaign] = [randomUUID(), randomUUID()];
  await t.sql`
    insert into campaigns (id, name, segment_id, purpose, channel, template_id, status, audience, measure_opens, measure_clicks, measure_purpose, created_by)
    values (${campaign}, 'Spring', ${randomUUID()}, 'marketing', 'email', ${randomUUID()}, 'done', 1, true, true, 'reading', 'test')`;
  await t.sql`
    insert into messages (profile_id, id, campaign_id, origin_profile_id, status, address_hash, opens_measured, clicks_measured)
    values (${reader}, ${message}, ${campaign}, ${reader}, 'sent', ${addressHash(address)}, true, true)`;
  await agree('granted');
});

const ask = (url: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}) => {
  const token = new URL(url).pathname.split('/').at(-1) ?? '';
  return [new Request(url, { method, headers }), { params: Promise.resolve({ token }) }] as const;
};
type Asked = Parameters<typeof ask>[1];
const open = (asked?: Asked) => load(...ask(openUrl(message), asked));
const click = (target = SALE, asked?: Asked) => follow(...ask(linkUrl(message, target) ?? '', asked));
const events = async () => {
  await drain(t.sql);
  return t.sql<{ name: string; properties: Record<string, unknown> }[]>`
    select name, properties from events where profile_id = ${reader} order by occurred_at, id`;
};
const names = async () => (await events()).map((e) => e.name);
const figures = async () => {
  const { opensMeasured, clicksMeasured, opened, clicked } = (await readCampaign(t.sql, campaign))?.figures ?? {};
  return { opensMeasured, clicksMeasured, opened, clicked };
};

describe('a letter of somebody who agrees', () => {
  it('its opening and its links are on the timeline and among the figures, with nothing about the device', async () => {
    const device = { 'user-agent': 'Spy/1.0', 'x-tessera-address': '203.0.113.7', cookie: 'a=b' };
    const picture = await open({ headers: device });
    expect([picture.status, picture.headers.get('content-type'), picture.headers.get('cache-control')]).toEqual([
      200,
      'image/gif',
      'no-store',
    ]);
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(0, 6)
        .toString(),
    ).toBe('GIF89a');
    const answer = await click(SALE, { headers: device });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, SALE]);
    for (const each of [picture, answer]) expect(each.headers.get('set-cookie')).toBeNull();
    const base = { campaign_id: campaign, campaign_name: 'Spring', message_id: message, purpose: 'marketing' };
    const told = await events();
    expect(told.map(({ name, properties }) => ({ name, properties }))).toEqual([
      { name: 'Email Opened', properties: base },
      { name: 'Email Link Clicked', properties: { ...base, url: 'https://shop.example/sale' } },
    ]);
    expect(await figures()).toEqual({ opensMeasured: 1, clicksMeasured: 1, opened: 1, clicked: 1 });
    const [stored] = await t.sql<{ text: string }[]>`
      select (select json_agg(e)::text from events e where profile_id = ${reader}) || (select json_agg(i)::text from inbox i)
        || (select json_agg(l)::text from attempt_limits l) as text`;
    expect(stored?.text).not.toMatch(/Spy|203\.0\.113|ada@|a=b/);
  });

  it('a picture that is loaded again and again is one opening an hour', async () => {
    await Promise.all(Array.from({ length: 5 }, () => open()));
    await open();
    expect(await names()).toEqual(['Email Opened']);
    await t.sql`update messages set last_opened_at = last_opened_at - interval '61 minutes' where id = ${message}`;
    await open();
    expect(await names()).toEqual(['Email Opened', 'Email Opened']);
    expect((await figures()).opened).toBe(1);
  });

  it('each link counts', async () => {
    await click('https://shop.example/a');
    await click('https://shop.example/b');
    expect((await events()).map((e) => e.properties.url)).toEqual(['https://shop.example/a', 'https://shop.example/b']);
    expect((await figures()).clicked).toBe(1);
  });

  it('who opened and who clicked are found by conditions', async () => {
    const fits = async (rule: object) => (await whoFits(t.sql, { kind: 'message', op: 'did', ...rule })).includes(reader);
    await open();
    await events();
    expect(await fits({ interaction: 'opened', campaignId: campaign })).toBe(true);
    expect(await fits({ interaction: 'clicked' })).toBe(false);
    await click();
    await events();
    expect(await fits({ interaction: 'clicked' })).toBe(true);
    expect(await fits({ interaction: 'clicked', link: 'example/SALE', window: { last: { hours: 1 } } })).toBe(true);
    expect(await fits({ interaction: 'clicked', campaignId: randomUUID() })).toBe(false);
    expect(await fits({ interaction: 'opened', op: 'did_not' })).toBe(false);
  });

  it('the same link within the same minute is one click', async () => {
    for (let n = 0; n < 4; n += 1) await click();
    // A minute may have ended in between.
    expect((await names()).length).toBeLessThanOrEqual(2);
  });

  it('programs that look or load ahead are not counted, and are led on', async () => {
    const ahead = [{ purpose: 'prefetch' }, { 'sec-purpose': 'prefetch;prerender' }, { 'x-moz': 'prefetch' }];
    for (const headers of ahead) expect((await click(SALE, { headers })).status).toBe(302);
    expect((await click(SALE, { method: 'HEAD' })).headers.get('location')).toBe(SALE);
    expect((await open({ method: 'HEAD' })).status).toBe(200);
    expect(await names()).toEqual([]);
  });

  it('is written down sixty times an hour at most', async () => {
    for (let n = 0; n < 65; n += 1) await click(`https://shop.example/${n}`);
    expect(await names()).toHaveLength(60);
  });

  it('neither loads of the picture nor the same click again take anything of that', async () => {
    for (let n = 0; n < 65; n += 1) await open();
    for (let n = 0; n < 65; n += 1) await click('https://shop.example/a');
    await click('https://shop.example/b');
    const told = (await events()).map((e) => e.properties.url ?? e.name);
    expect([...new Set(told)]).toEqual(['Email Opened', 'https://shop.example/a', 'https://shop.example/b']);
  });

  it('more than a few at a time are not taken in hand, and everybody is led on', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => click(`https://shop.example/${n}`)));
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 302));
    const noted = (await names()).length;
    expect(noted).toBeGreaterThan(0);
    expect(noted).toBeLessThanOrEqual(3);
  });

  it('who agreed to the wording that says so, or a later one, is measured whenever that was', async () => {
    await saveText(scope, { ...gate, texts: { en: 'Notice what I open.' } });
    const [{ version } = { version: 0 }] = await t.sql<{ version: number }[]>`
      select max(version) as version from consent_texts where purpose = 'reading'`;
    await saveConsents(scope, [{ profileId: reader, ...gate, state: 'granted', method: 'api', textVersion: `v${version}-en` }]);
    await updatePurpose(scope, { ...rules, mode: 'opt_in', measuring: false });
    await updatePurpose(scope, { ...rules, mode: 'opt_in' });
    await open();
    expect(await names()).toEqual(['Email Opened']);
  });
});

describe('who does not agree at the moment is led on and nothing is written down', () => {
  const purpose = (change: Partial<Parameters<typeof updatePurpose>[1]>) => updatePurpose(scope, { ...rules, mode: 'opt_in', ...change });
  const standing = (change: typeof setObjection) => t.sql.begin((tx) => change(tx, scope, [reader], true, 'asked by letter'));
  /** They agree to a wording; then there is a new one, and from then on the purpose is marked as covering this. */
  const remarked = async (textVersion: string | null) => {
    await saveText(scope, { ...gate, texts: { en: 'Write to me.' } });
    await saveConsents(scope, [{ profileId: reader, ...gate, state: 'granted', method: 'api', textVersion }]);
    await t.sql`update consent_texts set used_at = now() where purpose = 'reading' and used_at is null`;
    await purpose({ measuring: false });
    await saveText(scope, { ...gate, texts: { en: `Write to me and notice what I open (${randomUUID()}).` } });
    await purpose({});
  };
  /** All that was said since it is marked says nothing of what they were asked. */
  const carried = async (method: 'sdk' | 'merge', evidence: Record<string, unknown>) => {
    await agree('withdrawn');
    await saveConsents(scope, [{ profileId: reader, ...gate, state: 'granted', method, evidence }]);
  };
  const cases: [string, () => Promise<unknown>][] = [
    ['withdrawn', () => agree('withdrawn')],
    ['denied', () => agree('denied')],
    ['expired', () => agree('granted', { expiresAt: new Date(Date.now() - 1_000) })],
    ['never asked', () => t.sql`delete from consent_states where profile_id = ${reader}`],
    ['objects', () => standing(setObjection)],
    ['restricted', () => standing(setRestriction)],
    ['an archived purpose', () => t.sql`update purposes set archived = true where key = 'reading'`],
    ['a purpose that does not ask', () => purpose({ mode: 'opt_out' })],
    ['an archived channel', () => t.sql`update channels set archived = true where key = 'email'`],
    ['a purpose that does not cover measuring', () => purpose({ measuring: false })],
    ['a yes to an older wording', () => remarked('v1-en')],
    ['a yes from before, to a wording that is not known', () => remarked(null)],
    ['a yes that events only carry along', () => carried('sdk', { carried: true })],
    ['a yes that a merge wrote down', () => carried('merge', {})],
    ['a letter without marks', () => t.sql`update messages set opens_measured = false, clicks_measured = false where id = ${message}`],
    [
      'a campaign that does not measure',
      () => t.sql`update campaigns set measure_opens = false, measure_clicks = false where id = ${campaign}`,
    ],
    ['a campaign without a purpose', () => t.sql`update campaigns set measure_purpose = null where id = ${campaign}`],
    ['erased', () => t.sql`delete from messages where id = ${message}`],
  ];

  /** What is counted, as it stands: nothing may be added of who refuses. */
  const counts = () => t.sql`select key, count, resets_at from attempt_limits order by key`;

  it.each(cases)('%s', async (_, change) => {
    await change();
    const before = await counts();
    try {
      expect((await open()).status).toBe(200);
      expect((await click()).headers.get('location')).toBe(SALE);
      expect(await names()).toEqual([]);
      expect(await counts()).toEqual(before);
      expect(await t.sql`select 1 from messages where id = ${message} and (opened_at is not null or clicked_at is not null)`).toHaveLength(
        0,
      );
    } finally {
      await purpose({});
      await t.sql`update purposes set archived = false where key = 'reading'`;
      await t.sql`update channels set archived = false where key = 'email'`;
    }
  });

  it('a withdrawal that is just being written', async () => {
    await t.sql.begin(async (tx) => {
      await waitForSends(tx, [reader]);
      await open();
      await click();
    });
    expect(await names()).toEqual([]);
  });

  it('what was noticed before a withdrawal stays, and nothing is added', async () => {
    await click();
    await agree('withdrawn');
    await click('https://shop.example/later');
    expect((await events()).map((e) => e.properties.url)).toEqual(['https://shop.example/sale']);
  });
});

describe('a link', () => {
  it('leads on when nothing can be written down', async () => {
    await t.sql`alter table messages rename to messages_away`;
    try {
      expect((await click()).headers.get('location')).toBe(SALE);
      expect((await open()).status).toBe(200);
    } finally {
      await t.sql`alter table messages_away rename to messages`;
    }
  });

  it('that we did not make says so, in the language of the reader', async () => {
    const forged = linkUrl(message, SALE)?.replace(/[^/]+$/, (token) => `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`) ?? '';
    const answers = [
      await follow(...ask(forged, { headers: { 'accept-language': 'fa' } })),
      await follow(...ask('http://localhost:3000/mail/link/https%3A%2F%2Fevil.example')),
      await load(...ask('http://localhost:3000/mail/open/none')),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('location'), answer.headers.get('content-type')]).toEqual([
        404,
        null,
        'text/html; charset=utf-8',
      ]);
    }
    expect(await answers[0]?.text()).toContain('<html lang="fa" dir="rtl">');
    expect(await answers[1]?.text()).toContain('This link leads nowhere');
  });
});
