import {
  IconAffiliate,
  IconCalendarDue,
  IconCalendarTime,
  IconCash,
  IconClipboardList,
  IconConfetti,
  IconForms,
  IconHeart,
  IconPlayerPlay,
  IconReceipt2,
  IconShoppingCart,
  IconShoppingCartOff,
  IconStar,
  IconWorldWww,
} from '@tabler/icons-react';
import { ANY_EVENT } from '../constants';
import type { Suggestions } from '../data/suggestions';
import type { MenuItem } from './menu';

const once = { op: 'gte', count: 1, window: { last: { days: 30 } } } as const;

const nameLike = (names: readonly { name: string }[], patterns: readonly RegExp[]): string | undefined => {
  for (const pattern of patterns) {
    const found = names.find(({ name }) => pattern.test(name));
    if (found) return found.name;
  }
  return undefined;
};

/**
 * Ready beginnings of what people value and buy, with the names that this installation uses: an order is the event that looks
 * most like one.
 */
export function presetItems({ events, traits }: Pick<Suggestions, 'events' | 'traits'>): MenuItem[] {
  const order = nameLike(events, [/^order[ _]completed$/i, /^(order|purchase|checkout)/i, /purchase|order.*paid|sale/i]);
  const survey = nameLike(events, [/survey|quiz|questionnaire|nps/i, /form.*submitted/i]);
  const review = nameLike(events, [/review|rating|rated/i]);
  const form = nameLike(events, [/form[ _]?(submitted|completed|sent)/i, /^(contact|lead|enquiry|inquiry)/i]);
  const video = nameLike(events, [/video.*(started|played|watched|completed)/i, /video/i]);
  const preference = nameLike(traits, [/prefer|interest|favou?rite|likes/i]);
  const ordered = { kind: 'event', ...(order ? { event: order } : {}) } as const;
  return [
    { id: 'ordered', group: 'buy', icon: IconShoppingCart, draft: { ...ordered, op: 'gte', count: 2, window: { last: { days: 365 } } } },
    {
      id: 'spent',
      group: 'buy',
      icon: IconCash,
      draft: { ...ordered, measure: 'sum', op: 'gte', amount: 100, window: { last: { days: 365 } } },
    },
    { id: 'neverBought', group: 'buy', icon: IconShoppingCartOff, draft: { ...ordered, op: 'eq', count: 0 } },
    {
      id: 'lastOrder',
      group: 'buy',
      icon: IconCalendarDue,
      draft: { kind: 'trait', trait: 'last_order_at', op: 'not_in_last', value: { days: 60 } },
    },
    {
      id: 'lastOrderBetween',
      group: 'buy',
      icon: IconCalendarTime,
      draft: {
        kind: 'activity',
        ...(order ? { event: order } : {}),
        pattern: 'last',
        window: { between: { from: { days: 120 }, to: { days: 60 } } },
      },
    },
    {
      id: 'firstOrder',
      group: 'buy',
      icon: IconConfetti,
      draft: { kind: 'activity', ...(order ? { event: order } : {}), pattern: 'first', window: { last: { days: 30 } } },
    },
    {
      id: 'averageOrder',
      group: 'buy',
      icon: IconReceipt2,
      draft: { ...ordered, measure: 'average', op: 'gte', amount: 50, window: { last: { days: 365 } } },
    },
    {
      id: 'page',
      group: 'do',
      icon: IconWorldWww,
      draft: { kind: 'event', event: '$page', ...once, where: [{ property: 'url', op: 'contains' }] },
    },
    {
      id: 'campaign',
      group: 'do',
      icon: IconAffiliate,
      draft: { kind: 'event', event: ANY_EVENT, ...once, where: [{ property: 'campaign', path: ['source'], in: 'context', op: 'eq' }] },
    },
    { id: 'form', group: 'do', icon: IconForms, draft: { kind: 'event', event: form ?? 'Form Submitted', ...once } },
    { id: 'video', group: 'do', icon: IconPlayerPlay, draft: { kind: 'event', event: video ?? 'Video Playback Started', ...once } },
    {
      id: 'preference',
      group: 'value',
      icon: IconHeart,
      draft: { kind: 'trait', ...(preference ? { trait: preference } : {}), op: 'contains' },
    },
    {
      id: 'survey',
      group: 'value',
      icon: IconClipboardList,
      // What was answered last to a question: an answer given again takes the place of the former.
      draft: {
        kind: 'event',
        event: survey ?? 'Survey Answered',
        measure: 'latest',
        of: { property: 'answer' },
        test: { op: 'eq' },
        where: [{ property: 'question', op: 'eq' }],
      },
    },
    {
      id: 'rated',
      group: 'value',
      icon: IconStar,
      draft: {
        kind: 'event',
        ...(review ? { event: review } : {}),
        op: 'gte',
        count: 1,
        where: [{ property: 'rating', op: 'gte', value: 4 }],
      },
    },
  ];
}
