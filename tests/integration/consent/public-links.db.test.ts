import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as openLink, POST as unsubscribe } from '@/app/(public)/unsubscribe/[token]/route';
import { POST as save } from '@/app/api/public/preferences/[token]/route';
import { systemScope } from '@/features/access/core/scope';
import { preferenceUrl, readPreferenceToken, readUnsubscribeToken, unsubscribeUrl } from '@/features/consent/core/links';
import { may } from '@/features/consent/data/may';
import { profileConsents } from '@/features/consent/data/profile-consents';
import { saveConsents } from '@/features/consent/mutations/record-consents';
import { readPreferencePage, readUnsubscribePage } from '@/features/consent/preferences/data';
import { rememberShown } from '@/features/consent/preferences/mutations';
import { saveText } from '@/features/consent/texts/mutations';
import { newId } from '@/lib/ids';
import { person } from '@/tests/integration/person';
import { type TestDb, testDb } from '@/tests/integration/test-db';

const scope = systemScope('test');
let t: TestDb;
beforeAll(async () => {
  t = await testDb();
});
afterAll(() => t.close());

const tokenOf = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';
const at = (token: string) => ({ params: Promise.resolve({ token }) });
const form = (fields: [string, string][]) => new URLSearchParams(fields);
const post = (path: string, body: BodyInit) => new Request(`http://localhost:3000${path}`, { method: 'POST', body });
const allowed = async (id: string, channel = 'email', purpose = 'marketing') =>
  (await may(t.sql, [id], purpose, channel, new Date(Date.now() + 1000))).has(id);
const grant = (profileId: string, channel = 'email') =>
  saveConsents(scope, [{ profileId, purpose: 'marketing', channel, state: 'granted', method: 'api' }]);
const ann = () => person(t.sql, { name: 'Ann', email: `ann${Math.random()}@example.com` });
const historyOf = async (id: string) => (await profileConsents(t.sql, id, { limit: 50, personalData: 'full' })).history;

describe('signed links', () => {
  it('hold no personal data, and whatever is altered in one is no link of ours', () => {
    const profileId = newId();
    const token = tokenOf(preferenceUrl({ profileId, purpose: 'marketing', channel: 'email', locale: 'fa' }));
    expect(readPreferenceToken(token)).toEqual({ profileId, purpose: 'marketing', channel: 'email', messageId: '' });
    expect(readUnsubscribeToken(token)).toBeUndefined();
    const other = tokenOf(preferenceUrl({ profileId: newId() }));
    const [body = '', signature = ''] = token.split('.');
    const forged = [
      `${other.split('.')[0]}.${signature}`,
      `${body}.`,
      `${body}.${signature.slice(1)}`,
      body,
      '',
      '..',
      `${token}.x`,
      'é'.repeat(600),
    ];
    expect(forged.map(readPreferenceToken)).toEqual(forged.map(() => undefined));
    for (let i = 0; i < token.length; i += 1) {
      if (token[i] === '.') continue;
      const changed = `${token.slice(0, i)}${token[i] === 'A' ? 'Q' : 'A'}${token.slice(i + 1)}`;
      if (Buffer.from(changed.split('.')[0] ?? '', 'base64url').equals(Buffer.from(body, 'base64url')) && changed.endsWith(signature))
        continue;
      expect(readPreferenceToken(changed), `at ${i}`).toBeUndefined();
    }
    expect(() => unsubscribeUrl({ profileId, purpose: 'a.b', channel: 'email' })).toThrow();
  });
});

describe('one-click unsubscribe', () => {
  it('withdraws at once for a mail program, without a redirect; GET changes nothing; twice is once', async () => {
    const id = await ann();
    await grant(id);
    await grant(id, 'sms');
    const token = tokenOf(unsubscribeUrl({ profileId: id, purpose: 'marketing', channel: 'email', messageId: 'm-1' }));
    const got = await openLink(new Request(`http://localhost:3000/unsubscribe/${token}?lang=fa`), at(token));
    expect([got.status, got.headers.get('location')]).toEqual([303, `/unsubscribe/${token}/confirm?lang=fa`]);
    expect(await allowed(id)).toBe(true);
    const bare = await unsubscribe(post(`/unsubscribe/${token}`, form([['x', 'y']])), at(token));
    expect([bare.status, await allowed(id)]).toEqual([303, true]);
    for (let i = 0; i < 2; i += 1) {
      const answer = await unsubscribe(post(`/unsubscribe/${token}`, form([['List-Unsubscribe', 'One-Click']])), at(token));
      expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
    }
    expect([await allowed(id), await allowed(id, 'sms'), await allowed(id, 'email', 'service')]).toEqual([false, true, true]);
    const said = (await historyOf(id)).filter((h) => h.method === 'unsubscribe');
    expect(said.map((h) => [h.state, h.actor, h.evidence])).toEqual([['withdrawn', 'anonymous', { how: 'one_click', messageId: 'm-1' }]]);
  });

  it('takes multipart too, asks people first, and knows no forged link', async () => {
    const id = await ann();
    await grant(id);
    const token = tokenOf(unsubscribeUrl({ profileId: id, purpose: 'marketing', channel: 'email' }));
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    const forged = `${token.slice(0, -2)}zz`;
    expect((await unsubscribe(post(`/unsubscribe/${forged}`, multipart), at(forged))).status).toBe(404);
    expect(await allowed(id)).toBe(true);
    expect((await unsubscribe(post(`/unsubscribe/${token}`, multipart), at(token))).status).toBe(200);
    expect(await allowed(id)).toBe(false);
    await grant(id);
    const confirmed = await unsubscribe(post(`/unsubscribe/${token}`, form([['confirm', '1']])), at(token));
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, `/unsubscribe/${token}/confirm?done=1`]);
    expect(await allowed(id)).toBe(false);
  });
});

describe('the preference page', () => {
  const asked = async (token: string) => {
    const page = await readPreferencePage(token, 'en');
    return page?.purposes.flatMap((p) => p.choices) ?? [];
  };
  const fieldsOf = async (token: string, on: (channel: string) => boolean): Promise<[string, string][]> =>
    (await asked(token)).flatMap((c): [string, string][] => {
      const field = `${c.purpose}/${c.channel}/${c.ref ?? ''}`;
      return on(c.channel)
        ? [
            ['asked', field],
            ['on', field],
          ]
        : [['asked', field]];
    });

  it('asks what has a wording, shows a masked address, and writes down what was changed with the version that was shown', async () => {
    const id = await ann();
    await grant(id);
    const token = tokenOf(preferenceUrl({ profileId: id }));
    const page = await readPreferencePage(token, 'fa');
    expect(page?.address).toMatch(/^a•••@e•••\.com$/);
    const choices = page?.purposes.flatMap((p) => p.choices) ?? [];
    const marketing = [
      'ads false v1-fa',
      'email true v1-fa',
      'phone false v1-fa',
      'post false v1-fa',
      'push false v1-fa',
      'sms false v1-fa',
    ];
    expect(choices.map((c) => `${c.purpose} ${c.channel} ${c.on} ${c.ref}`).sort()).toEqual([
      'email_measuring email false v1-fa',
      ...marketing.map((cell) => `marketing ${cell}`),
    ]);
    const before = (await historyOf(id)).length;
    const answer = await save(post(`/x?lang=fa`, form(await fieldsOf(token, (c) => c === 'sms'))), at(token));
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/preferences/${token}?lang=fa&saved=1`]);
    const said = (await historyOf(id)).slice(0, -before).map((h) => `${h.state} ${h.channel} ${h.method} ${h.textVersion} ${h.wording}`);
    expect(said.sort()).toEqual([
      'granted sms preference_page v1-en Send me news and offers by SMS.',
      'withdrawn email preference_page v1-en Send me news and offers by e-mail.',
    ]);
    expect([await allowed(id, 'sms'), await allowed(id, 'email')]).toEqual([true, false]);
  });

  it('keeps a wording that was shown, and gives the next version to whoever comes later', async () => {
    const id = await ann();
    const token = tokenOf(preferenceUrl({ profileId: id }));
    const page = await readPreferencePage(token, 'en');
    if (page) await rememberShown(page);
    const shown = await fieldsOf(token, (c) => c === 'post');
    expect(await saveText(scope, { purpose: 'marketing', channel: 'post', texts: { en: 'Send me the catalogue.' } })).toEqual({
      version: 2,
    });
    expect(await saveText(scope, { purpose: 'marketing', channel: 'post', texts: { en: 'Send me your catalogue.' } })).toEqual({
      version: 2,
    });
    await expect(t.sql`update consent_texts set texts = '{}' where version = 1 and channel = 'post'`).rejects.toThrow('append-only');
    await save(post('/x', form(shown)), at(token));
    expect((await historyOf(id))[0]).toMatchObject({ channel: 'post', textVersion: 'v1-en', wording: 'Send me news and offers by post.' });
    expect((await asked(token)).find((c) => c.channel === 'post')).toMatchObject({ ref: 'v2-en', text: 'Send me your catalogue.' });
  });

  it('switches everything off at once, and changes nothing that was not shown', async () => {
    const id = await ann();
    await grant(id);
    await grant(id, 'sms');
    const token = tokenOf(preferenceUrl({ profileId: id }));
    await save(post('/x', form([...(await fieldsOf(token, () => true)).filter(([, f]) => !f.includes('/sms/')), ['all', '1']])), at(token));
    expect([await allowed(id), await allowed(id, 'sms')]).toEqual([false, true]);
    await save(
      post(
        '/x',
        form([
          ['asked', 'nowhere/email/'],
          ['on', 'nowhere/email/'],
          ['on', 'marketing/post/v1-en'],
          ['asked', '__proto__/x/'],
        ]),
      ),
      at(token),
    );
    expect(await allowed(id, 'post')).toBe(false);
  });

  it('follows the person through a merge, and is neutral about whoever is gone', async () => {
    const [id, survivor] = [await ann(), await ann()];
    const token = tokenOf(preferenceUrl({ profileId: id }));
    const other = tokenOf(unsubscribeUrl({ profileId: id, purpose: 'marketing', channel: 'email' }));
    await t.sql`insert into profile_aliases (old_id, profile_id, merged_at) values (${id}, ${survivor}, now())`;
    await t.sql`delete from profiles where id = ${id}`;
    await grant(survivor);
    await unsubscribe(post('/x', form([['List-Unsubscribe', 'One-Click']])), at(other));
    expect(await allowed(survivor)).toBe(false);
    expect((await readPreferencePage(token, 'en'))?.purposes.length).toBeGreaterThan(0);
    await t.sql`delete from profile_aliases where old_id = ${id}`;
    expect([await readPreferencePage(token, 'en'), await readUnsubscribePage(other)]).toEqual([undefined, undefined]);
    expect((await save(post('/x', form([['all', '1']])), at(token))).status).toBe(303);
    expect((await unsubscribe(post('/x', form([['List-Unsubscribe', 'One-Click']])), at(other))).status).toBe(200);
    expect(await t.sql`select 1 from consent_ledger where profile_id = ${id}`).toHaveLength(0);
  });
});
