import { expect, test } from 'vitest';
import { type MessageDraft, newMessage, withHappening } from './draft';
import { messageSchema } from './schema';

test('another happening and its opposite are chosen at once', () => {
  expect(withHappening(newMessage, 'did_not', 'bounced')).toEqual({ ...newMessage, op: 'did_not', interaction: 'bounced' });
});

test('what only one happening has goes with it', () => {
  const converted = withHappening(newMessage, 'did', 'converted');
  expect(converted.within).toEqual({ days: 7 });
  const clicked: MessageDraft = { ...withHappening(converted, 'did', 'clicked'), link: '/sale' };
  expect(withHappening(clicked, 'did_not', 'clicked').link).toBe('/sale');
  const opened = withHappening(clicked, 'did', 'opened');
  for (const draft of [converted, clicked, opened]) expect(messageSchema.safeParse(draft).success).toBe(true);
});
