import type { ConsentStateView } from '../../schema';
import { textRef, wordingFor } from '../../texts/core/text-ref';

/** One choice on the page: a purpose on a channel, how it is worded, and whether it is on. */
export type Choice = {
  purpose: string;
  channel: string;
  on: boolean;
  /** What the person is asked; null when only the channel's name can be shown. */
  text: string | null;
  ref: string | null;
};

type Wordings = ReadonlyMap<string, { version: number; texts: Record<string, string> }>;

/**
 * What a person is asked: every purpose × channel in use that has a wording, that they once said something about, or that the message
 * they came from was sent for.
 */
export function choicesOf(
  states: readonly ConsentStateView[],
  wordings: Wordings,
  { locale, locales, from }: { locale: string; locales: readonly string[]; from: string },
): Choice[] {
  return states.flatMap(({ purpose, channel, allowed, state, reason }) => {
    const cell = `${purpose}/${channel}`;
    const wording = wordings.get(cell);
    const usable = reason !== 'archived_purpose' && reason !== 'archived_channel';
    if (!usable || !(wording || state !== 'unset' || cell === from)) return [];
    const shown = wording && wordingFor(wording.texts, locale, locales);
    const ref = wording && shown ? textRef(wording.version, shown.locale) : null;
    // What is restricted or objected to is off whatever was said; the page shows what the person themselves has chosen.
    const on = reason === 'restricted' || reason === 'objected' ? state === 'granted' : allowed;
    return [{ purpose, channel, on, text: shown?.text ?? null, ref }];
  });
}

/** How a choice is named in the form. */
export const choiceField = ({ purpose, channel, ref }: Pick<Choice, 'purpose' | 'channel' | 'ref'>): string =>
  `${purpose}/${channel}/${ref ?? ''}`;

const FIELD = /^([a-z][a-z0-9_-]{0,49})\/([a-z][a-z0-9_-]{0,49})\/(v[1-9]\d{0,8}-[a-z]{2})?$/;

type Answer = { purpose: string; channel: string; ref: string | null; on: boolean };

/**
 * Reads what the form sends: `asked` names every choice that was shown, `on` those that are ticked. Nothing that was not shown is changed.
 * @param all whether everything shown is switched off, whatever is ticked.
 */
export function readAnswers(asked: readonly string[], on: ReadonlySet<string>, all: boolean): Answer[] {
  return [...new Set(asked)].slice(0, 500).flatMap((field) => {
    const [, purpose, channel, ref] = field.match(FIELD) ?? [];
    return purpose && channel ? [{ purpose, channel, ref: ref ?? null, on: !all && on.has(field) }] : [];
  });
}

/** What has to be written down: only what is different from what is in force. A no after a yes withdraws, a first no denies. */
export function statementsFor(
  answers: readonly Answer[],
  states: readonly ConsentStateView[],
): { purpose: string; channel: string; state: 'granted' | 'denied' | 'withdrawn'; textVersion: string | null }[] {
  const now = new Map(states.map((s) => [`${s.purpose}/${s.channel}`, s]));
  return answers.flatMap(({ purpose, channel, ref, on }) => {
    const before = now.get(`${purpose}/${channel}`);
    if (!before || before.reason === 'archived_purpose' || before.reason === 'archived_channel') return [];
    const wasOn = before.allowed || (before.state === 'granted' && (before.reason === 'restricted' || before.reason === 'objected'));
    if (on === wasOn) return [];
    const state = on ? ('granted' as const) : before.state === 'granted' || before.allowed ? ('withdrawn' as const) : ('denied' as const);
    return [{ purpose, channel, state, textVersion: ref }];
  });
}
