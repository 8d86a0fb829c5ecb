import { DAY_MS } from '../constants';
import type { ChannelRule, ConsentState, Decision, PurposeRule, Standing, WithheldReason } from '../types';

/** Neither restricted nor objecting. */
export const FREE: Standing = { restricted: false, objected: false };

const no = (reason: WithheldReason): Decision => ({ allowed: false, reason });

/**
 * The meaning of consent, the only one: may a person with this state be used for this purpose on this channel at this moment?
 * Everything unknown, archived, malformed, expired or not yet begun is no; so is everything about a restricted person, and marketing to
 * one who objected, whatever they once agreed to. `allowed-set.ts` says the same in SQL; a test holds
 * them together.
 */
export function decide(
  purpose: PurposeRule | undefined,
  channel: ChannelRule | undefined,
  state: ConsentState | undefined,
  now: Date,
  standing: Standing,
): Decision {
  if (!purpose) return no('unknown_purpose');
  if (!channel) return no('unknown_channel');
  if (purpose.archived) return no('archived_purpose');
  if (channel.archived) return no('archived_channel');
  if (standing.restricted) return no('restricted');
  if (standing.objected && purpose.marketing) return no('objected');
  if (purpose.mode === 'opt_in') return decideOptIn(purpose, state, now);
  if (purpose.mode === 'opt_out') return decideOptOut(state, now);
  return no('unknown_purpose');
}

function decideOptIn(purpose: PurposeRule, state: ConsentState | undefined, now: Date): Decision {
  if (!state) return no('no_consent');
  const refused = refusal(state, now);
  if (refused) return no(refused);
  const expiry = effectiveExpiry(state, purpose.validityDays);
  if (expiry === 'malformed') return no('malformed');
  return expiry !== null && expiry <= now.getTime() ? no('expired') : { allowed: true };
}

/** An expired yes falls back to the purpose's own default, which is yes. */
function decideOptOut(state: ConsentState | undefined, now: Date): Decision {
  const refused = state && refusal(state, now);
  return refused ? no(refused) : { allowed: true };
}

function refusal(state: ConsentState, now: Date): WithheldReason | undefined {
  if (state.state === 'denied' || state.state === 'withdrawn') return state.state;
  if (state.state !== 'granted' || Number.isNaN(state.since.getTime())) return 'malformed';
  return state.since.getTime() > now.getTime() ? 'not_yet_valid' : undefined;
}

/** When a grant ends, in milliseconds: the earlier of its own end and the purpose's validity; null when it does not end. */
export function effectiveExpiry(
  state: Pick<ConsentState, 'since' | 'expiresAt'>,
  validityDays: number | null,
): number | null | 'malformed' {
  const ends = [
    ...(state.expiresAt === null ? [] : [state.expiresAt.getTime()]),
    ...(validityDays === null ? [] : [state.since.getTime() + validityDays * DAY_MS]),
  ];
  if (ends.some(Number.isNaN)) return 'malformed';
  return ends.length === 0 ? null : Math.min(...ends);
}
