import type { Duration } from '../duration';
import type { FixedWindow } from '../event/window-schema';
import type { Interaction } from './schema';

/** A condition on messages as it is being written. */
export type MessageDraft = {
  kind: 'message';
  interaction?: Interaction;
  op?: 'did' | 'did_not';
  campaignId?: string;
  within?: Duration;
  window?: FixedWindow;
};

export const newMessage: MessageDraft = { kind: 'message', interaction: 'sent', op: 'did', window: { last: { days: 30 } } };
