import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConsentStateView } from '../../schema';
import { choiceField, choicesOf, readAnswers, statementsFor } from './choices';

const state = (channel: string, over: Partial<ConsentStateView> = {}): ConsentStateView => ({
  purpose: 'marketing',
  channel,
  state: 'unset',
  since: null,
  expiresAt: null,
  allowed: false,
  reason: 'no_consent',
  ...over,
});
const channels = ['email', 'sms', 'ads', 'post'];
const wordings = new Map(channels.map((c) => [`marketing/${c}`, { version: 2, texts: { en: c, fa: c } }]));
const options = { locale: 'en', locales: ['en', 'fa'], from: '' };
const kinds = fc.constantFrom<Partial<ConsentStateView>>(
  {},
  { state: 'granted', allowed: true, reason: null },
  { state: 'granted', reason: 'expired' },
  { state: 'granted', reason: 'objected' },
  { state: 'denied', reason: 'denied' },
  { state: 'withdrawn', reason: 'withdrawn' },
  { allowed: true, reason: null },
);
const people = fc.tuple(kinds, kinds, kinds, kinds).map((all) => channels.map((channel, i) => state(channel, all[i])));

describe('the choices of a preference page', () => {
  it('write down nothing when nothing was changed, and exactly what was', () => {
    fc.assert(
      fc.property(people, fc.subarray(channels), (states, toggled) => {
        const choices = choicesOf(states, wordings, options);
        const on = new Set(choices.filter((c) => c.on !== toggled.includes(c.channel)).map(choiceField));
        const said = statementsFor(readAnswers(choices.map(choiceField), on, false), states);
        expect(said.map((s) => s.channel).sort()).toEqual([...toggled].sort());
        for (const { channel, state: now, textVersion } of said) {
          expect(now === 'granted').toBe(on.has(`marketing/${channel}/v2-en`));
          expect(textVersion).toBe('v2-en');
        }
      }),
    );
  });

  it('change nothing that was not shown, whatever the form claims', () => {
    fc.assert(
      fc.property(people, fc.array(fc.string()), fc.subarray(channels), fc.boolean(), (states, junk, ticked, all) => {
        const on = new Set([...junk, ...ticked.map((c) => `marketing/${c}/v2-en`)]);
        const answers = readAnswers(['marketing/email/v2-en', ...junk], on, all);
        expect(answers.filter((a) => a.channel !== 'email' && channels.includes(a.channel))).toEqual([]);
        expect(statementsFor(answers, states).every((s) => s.channel === 'email')).toBe(true);
      }),
    );
  });

  it('can switch everything shown off', () => {
    fc.assert(
      fc.property(people, (states) => {
        const fields = choicesOf(states, wordings, options).map(choiceField);
        const said = statementsFor(readAnswers(fields, new Set(fields), true), states);
        expect(said.every((s) => s.state !== 'granted')).toBe(true);
        expect(said.map((s) => s.channel)).toEqual(choicesOf(states, wordings, options).flatMap((c) => (c.on ? [c.channel] : [])));
      }),
    );
  });

  it('are about what has a wording, what was said something about, and what the message was for', () => {
    const states = [
      state('email'),
      state('sms', { state: 'denied', reason: 'denied' }),
      state('ads'),
      state('post', { reason: 'archived_channel' }),
    ];
    const asked = choicesOf(states, new Map(), { ...options, from: 'marketing/ads' });
    expect(asked.map((c) => [c.channel, c.on, c.text])).toEqual([
      ['sms', false, null],
      ['ads', false, null],
    ]);
  });
});
