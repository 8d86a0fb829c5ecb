import { adds, all, did, didNot, lastDays, trait } from './conditions';
import type { Template } from './types';

const inStore = [{ property: 'channel', op: 'eq', value: 'store' }];
const online = [{ property: 'channel', op: 'eq', value: 'online' }];

/** A retailer with stores and a web shop; an order says where it was placed in its property `channel`. */
export const retail: readonly Template[] = [
  {
    id: 'store-buyers',
    name: { en: 'Store buyers', fa: 'خریداران فروشگاه' },
    text: { en: 'Bought in a store in the last 12 months.', fa: 'در ۱۲ ماه گذشته در فروشگاه خرید کرده‌اند.' },
    rule: all(did('$order', 1, lastDays(365), inStore)),
  },
  {
    id: 'online-only',
    name: { en: 'Only online', fa: 'فقط آنلاین' },
    text: { en: 'Bought online and never in a store.', fa: 'آنلاین خریده‌اند و هرگز در فروشگاه نه.' },
    rule: all(did('$order', 1, undefined, online), didNot('$order', undefined, inStore)),
  },
  {
    id: 'store-only',
    name: { en: 'Only in stores', fa: 'فقط در فروشگاه' },
    text: { en: 'Bought in a store and never online.', fa: 'در فروشگاه خریده‌اند و هرگز آنلاین نه.' },
    rule: all(did('$order', 1, undefined, inStore), didNot('$order', undefined, online)),
  },
  {
    id: 'both-channels',
    name: { en: 'Store and online', fa: 'فروشگاه و آنلاین' },
    text: { en: 'Bought in a store and online.', fa: 'هم در فروشگاه و هم آنلاین خریده‌اند.' },
    rule: all(did('$order', 1, undefined, inStore), did('$order', 1, undefined, online)),
  },
  {
    id: 'store-regulars',
    name: { en: 'Store regulars', fa: 'مشتریان همیشگی فروشگاه' },
    text: { en: 'At least three purchases in stores in the last 12 months.', fa: 'دست‌کم سه خرید در فروشگاه در ۱۲ ماه گذشته.' },
    rule: all(did('$order', 3, lastDays(365), inStore)),
  },
  {
    id: 'store-lapsed',
    name: { en: 'Not seen in stores lately', fa: 'مدتی است به فروشگاه نیامده‌اند' },
    text: {
      en: 'Bought in a store before, but in none for 90 days.',
      fa: 'پیش‌تر در فروشگاه خریده‌اند، اما ۹۰ روز است نه.',
    },
    rule: all(did('$order', 1, undefined, inStore), didNot('$order', lastDays(90), inStore)),
  },
  {
    id: 'look-online-buy-store',
    name: { en: 'Look online, buy in the store', fa: 'آنلاین می‌بینند، در فروشگاه می‌خرند' },
    text: {
      en: 'Viewed a product online and bought in a store in the last 90 days.',
      fa: 'در ۹۰ روز گذشته آنلاین کالایی دیده‌اند و در فروشگاه خریده‌اند.',
    },
    rule: all(did('$view', 1, lastDays(90)), did('$order', 1, lastDays(90), inStore)),
  },
  {
    id: 'top-households',
    name: { en: 'Top customers over all channels', fa: 'بهترین مشتریان در همهٔ کانال‌ها' },
    text: { en: 'At least 2,000 over all channels in the last 12 months.', fa: 'دست‌کم ۲٬۰۰۰ در همهٔ کانال‌ها در ۱۲ ماه گذشته.' },
    rule: all(adds('$order', 2000, lastDays(365))),
  },
  {
    id: 'open-complaint',
    name: { en: 'Buyers with an open complaint', fa: 'خریداران با شکایت باز' },
    text: { en: 'Bought before and have an open ticket.', fa: 'پیش‌تر خریده‌اند و درخواستی باز دارند.' },
    rule: all(trait('order_count', 'gte', 1), trait('open_tickets', 'gte', 1)),
  },
];
