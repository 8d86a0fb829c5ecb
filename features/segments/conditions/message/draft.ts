import type { Duration } from '../duration';
import type { FixedWindow } from '../event/window-schema';
import type { Interaction } from './schema';

/** A condition on messages as it is being written. */
export type MessageDraft = {
  kind: 'message';
  interaction?: Interaction;
  op?: 'did' | 'did_not';
  campaignId?: string;
  link?: string;
  within?: Duration;
  window?: FixedWindow;
};

/** The draft with another happening, or its opposite: what only one of them has goes with it. */
export function withHappening({ within, link, ...draft }: MessageDraft, op: 'did' | 'did_not', interaction: Interaction): MessageDraft {
  if (interaction === 'converted') return { ...draft, op, interaction, within: within ?? { days: 7 } };
  return { ...draft, op, interaction, ...(interaction === 'clicked' && link ? { link } : {}) };
}

export const newMessage: MessageDraft = { kind: 'message', interaction: 'sent', op: 'did', window: { last: { days: 30 } } };
