import { adds, all, did, didNot, lastDays, mayReach, trait } from './conditions';
import type { Template } from './types';

/** An online shop. */
export const shop: readonly Template[] = [
  {
    id: 'new-customers',
    name: { en: 'New customers', fa: 'مشتریان تازه' },
    text: { en: 'Ordered for the first time in the last 30 days.', fa: 'در ۳۰ روز گذشته برای نخستین بار سفارش داده‌اند.' },
    rule: all(trait('order_count', 'eq', 1), trait('last_order_at', 'in_last', { days: 30 })),
  },
  {
    id: 'second-order',
    name: { en: 'Ready for a second order', fa: 'آمادهٔ سفارش دوم' },
    text: {
      en: 'Ordered once, between 30 and 120 days ago, and not since.',
      fa: 'یک بار، بین ۳۰ تا ۱۲۰ روز پیش سفارش داده‌اند و از آن پس نه.',
    },
    rule: all(
      trait('order_count', 'eq', 1),
      trait('last_order_at', 'in_last', { days: 120 }),
      trait('last_order_at', 'not_in_last', { days: 30 }),
    ),
  },
  {
    id: 'loyal',
    name: { en: 'Loyal customers', fa: 'مشتریان وفادار' },
    text: { en: 'At least three orders in the last 12 months.', fa: 'دست‌کم سه سفارش در ۱۲ ماه گذشته.' },
    rule: all(did('$order', 3, lastDays(365))),
  },
  {
    id: 'big-spenders',
    name: { en: 'Big spenders', fa: 'پرخریدها' },
    text: { en: 'Orders of at least 1,000 in the last 12 months.', fa: 'دست‌کم ۱٬۰۰۰ خرید در ۱۲ ماه گذشته.' },
    rule: all(adds('$order', 1000, lastDays(365))),
  },
  {
    id: 'lapsing',
    name: { en: 'Lapsing regulars', fa: 'مشتریان همیشگیِ در حال رفتن' },
    text: { en: 'Three orders or more, but none in the last 60 days.', fa: 'سه سفارش یا بیشتر، اما هیچ سفارشی در ۶۰ روز گذشته.' },
    rule: all(did('$order', 3), didNot('$order', lastDays(60))),
  },
  {
    id: 'lost',
    name: { en: 'Lost customers', fa: 'مشتریان ازدست‌رفته' },
    text: { en: 'Bought before, but not in the last six months.', fa: 'پیش‌تر خریده‌اند، اما نه در شش ماه گذشته.' },
    rule: all(trait('order_count', 'gte', 1), trait('last_order_at', 'not_in_last', { days: 182 })),
  },
  {
    id: 'cart-left',
    name: { en: 'Left something in the cart', fa: 'سبد خرید رهاشده' },
    text: {
      en: 'Put something into the cart in the last 7 days and did not order in that time.',
      fa: 'در ۷ روز گذشته چیزی در سبد گذاشته‌اند و در این مدت سفارش نداده‌اند.',
    },
    rule: all(did('$cart', 1, lastDays(7)), didNot('$order', lastDays(7))),
  },
  {
    id: 'browsers',
    name: { en: 'Looked but did not buy', fa: 'دیده‌اند و نخریده‌اند' },
    text: {
      en: 'Viewed a product in the last 30 days without an order in that time.',
      fa: 'در ۳۰ روز گذشته کالایی را دیده‌اند و در این مدت سفارش نداده‌اند.',
    },
    rule: all(did('$view', 1, lastDays(30)), didNot('$order', lastDays(30))),
  },
  {
    id: 'returners',
    name: { en: 'Sent something back', fa: 'کالا پس داده‌اند' },
    text: { en: 'A refund or return in the last 90 days.', fa: 'بازپرداخت یا مرجوعی در ۹۰ روز گذشته.' },
    rule: all(did('$refund', 1, lastDays(90))),
  },
  {
    id: 'birthday',
    name: { en: 'Birthday soon', fa: 'تولد نزدیک' },
    text: { en: 'Birthday today or within the next 14 days.', fa: 'تولدشان امروز یا در ۱۴ روز آینده است.' },
    rule: all(trait('$birthday', 'anniversary', { days: 14 })),
  },
  {
    id: 'reachable-buyers',
    name: { en: 'Buyers one may write to', fa: 'خریدارانی که می‌توان به آنان نوشت' },
    text: {
      en: 'Ordered in the last 12 months and agreed to marketing by e-mail.',
      fa: 'در ۱۲ ماه گذشته سفارش داده‌اند و با بازاریابی ایمیلی موافق‌اند.',
    },
    rule: all(did('$order', 1, lastDays(365)), mayReach('email')),
  },
];
