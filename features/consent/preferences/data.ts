import { sql } from '@/db/client';
import { maskIdentifier } from '@/features/profiles/core/mask';
import { locales } from '@/lib/i18n/config';
import { isUuid } from '@/lib/ids';
import { readPreferenceToken, readUnsubscribeToken } from '../core/links';
import { consentStatesOf } from '../data/profile-consents';
import { channelByKey, listChannels, listPurposes, purposeByKey } from '../data/purposes';
import { currentTexts } from '../texts/data';
import { type Choice, choicesOf } from './core/choices';

type Named = { key: string; name: string };

export type PreferencePage = {
  /** By which the person recognises themselves, masked; empty when there is nothing to show. */
  address: string;
  purposes: (Named & { description: string; choices: (Choice & { channelName: string })[] })[];
};

/** Who a link is about now: the survivor of merges; undefined when they are no longer known. */
export async function personOf(profileId: string): Promise<string | undefined> {
  const [row] = await sql()<{ id: string }[]>`
    select p.id from profiles p where p.id = coalesce((select profile_id from profile_aliases where old_id = ${profileId}), ${profileId})`;
  return row?.id;
}

/**
 * Who a link is about now: whoever has the letter it came with, and whom it names. They are two when a split has parted since who
 * were one when the letter left; the one who got the letter is the first.
 */
export async function readersOf({ profileId, messageId }: { profileId: string; messageId: string }): Promise<string[]> {
  const [letter] = isUuid(messageId) ? await sql()<{ id: string }[]>`select profile_id as id from messages where id = ${messageId}` : [];
  const people = [letter && (await personOf(letter.id)), await personOf(profileId)];
  return [...new Set(people.filter((id) => id !== undefined))];
}

/**
 * What the preference page of a link shows. @returns undefined for a link that is not ours and for a person who is no longer known, in the
 * same way: the page tells neither from the other.
 */
export async function readPreferencePage(token: string, locale: string): Promise<PreferencePage | undefined> {
  const link = readPreferenceToken(token);
  const [profileId] = link ? await readersOf(link) : [];
  if (!link || !profileId) return undefined;
  const [states, purposes, channels, texts] = await Promise.all([
    consentStatesOf(sql(), profileId),
    listPurposes(sql()),
    listChannels(sql()),
    currentTexts(sql()),
  ]);
  const choices = choicesOf(states, texts, { locale, locales, from: `${link.purpose}/${link.channel}` });
  const nameOf = new Map(channels.map((c) => [c.key, c.name]));
  return {
    address: await maskedAddress(profileId, link.channel),
    purposes: purposes
      .map(({ key, name, description }) => ({
        key,
        name,
        description,
        choices: choices.filter((c) => c.purpose === key).map((c) => ({ ...c, channelName: nameOf.get(c.channel) ?? c.channel })),
      }))
      .filter((purpose) => purpose.choices.length > 0),
  };
}

/** What an unsubscribe link is about, in names; undefined as above. */
export async function readUnsubscribePage(token: string): Promise<{ address: string; purpose: Named; channel: Named } | undefined> {
  const link = readUnsubscribeToken(token);
  const [profileId] = link ? await readersOf(link) : [];
  if (!link || !profileId) return undefined;
  const [purpose, channel] = await Promise.all([purposeByKey(sql(), link.purpose), channelByKey(sql(), link.channel)]);
  if (!purpose || !channel) return undefined;
  return { address: await maskedAddress(profileId, link.channel), purpose, channel };
}

/** The address of that channel; an e-mail address for those that have none. First letters or last digits only. */
async function maskedAddress(profileId: string, channel: string): Promise<string> {
  const type = channel === 'sms' || channel === 'phone' ? 'phone' : 'email';
  const [row] = await sql()<{ type: string; value: string }[]>`
    select type, value from identifiers where profile_id = ${profileId} and type in ('email', 'phone')
    order by (type = ${type}) desc, last_seen_at desc, value limit 1`;
  return row ? maskIdentifier(row.type, row.value, 'masked') : '';
}
