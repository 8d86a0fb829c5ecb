import { sql } from '@/db/client';
import { databaseNow } from '@/db/database-now';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { seenBy } from '@/features/profiles/data/restricted';
import { AppError } from '@/lib/errors';
import { preferenceUrl, readPreferenceToken, readUnsubscribeToken } from '../core/links';
import { may } from '../data/may';
import { consentStatesOf } from '../data/profile-consents';
import { saveConsents } from '../mutations/record-consents';
import { readTextRef } from '../texts/core/text-ref';
import { markShown } from '../texts/mutations';
import { readAnswers, statementsFor } from './core/choices';
import { type PreferencePage, personOf, readersOf } from './data';

/** The wordings on this page never change from now on: they have been shown. */
export const rememberShown = (page: PreferencePage): Promise<void> =>
  markShown(
    sql(),
    page.purposes
      .flatMap((p) => p.choices)
      .flatMap(({ purpose, channel, ref }) => {
        const version = readTextRef(ref)?.version;
        return version ? [{ purpose, channel, version }] : [];
      }),
  );

/**
 * Writes down what somebody chose on their preference page, effective when it returns. Whoever is no longer known is told nothing. What they
 * refuse holds for all whom the link is about.
 * @returns false when the link is not ours.
 */
export async function savePreferences(scope: Scope, token: string, form: FormData): Promise<boolean> {
  const link = readPreferenceToken(token);
  if (!link) return false;
  const [profileId, ...others] = await readersOf(link);
  if (!profileId) return true;
  const texts = (name: string) => form.getAll(name).filter((value): value is string => typeof value === 'string');
  const answers = readAnswers(texts('asked'), new Set(texts('on')), form.get('all') === '1');
  const said = statementsFor(answers, await consentStatesOf(sql(), profileId));
  if (said.length === 0) return true;
  const rows = said.map((row) => ({ ...row, profileId, method: 'preference_page' as const, evidence: { page: 'preferences' } }));
  for (const row of rows.filter(({ state }) => state !== 'granted'))
    for (const other of others) if (await mayLeave(other, row.purpose, row.channel)) rows.push({ ...row, profileId: other });
  await saveConsents(scope, rows);
  return true;
}

/**
 * Withdraws what an unsubscribe link stands for, effective when it returns. Once more changes nothing.
 * @returns false when the link is not ours.
 */
export async function unsubscribe(scope: Scope, token: string, how: 'one_click' | 'confirmed'): Promise<boolean> {
  const link = readUnsubscribeToken(token);
  if (!link) return false;
  const { purpose, channel, messageId } = link;
  const evidence = { how, ...(messageId ? { messageId } : {}) };
  const leaving: string[] = [];
  for (const id of await readersOf(link)) if (await mayLeave(id, purpose, channel)) leaving.push(id);
  await saveConsents(
    scope,
    leaving.map((profileId) => ({ profileId, purpose, channel, state: 'withdrawn', method: 'unsubscribe', evidence })),
  );
  return true;
}

/** Whether there is such a purpose and channel, and they have not refused it already. */
async function mayLeave(profileId: string, purpose: string, channel: string): Promise<boolean> {
  const states = await consentStatesOf(sql(), profileId);
  const before = states.find((s) => s.purpose === purpose && s.channel === channel);
  if (!before) return false;
  const refused = before.state === 'denied' || before.state === 'withdrawn';
  return !refused || (await may(sql(), [profileId], purpose, channel, await databaseNow(sql()))).has(profileId);
}

/**
 * The link to somebody's preference page, to be passed on to them. Whoever has it can change their choices, so that making it is audited.
 * @throws AppError not_found
 */
export async function makePreferenceLink(
  scope: Scope,
  { profileId, locale }: { profileId: string; locale: string },
): Promise<{ url: string }> {
  const id = await personOf(profileId);
  const seen = id ? await seenBy(scope, [id]) : new Set<string>();
  if (!id || !seen.has(id)) throw new AppError('not_found', 'There is no such profile.', { key: 'profile.none' });
  await audit(sql(), scope, { action: 'consent.link_made', subjectType: 'profile', subjectId: id });
  return { url: preferenceUrl({ profileId: id, locale }) };
}
