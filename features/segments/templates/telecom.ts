import { all, did, didNot, lastDays, trait } from './conditions';
import type { Template } from './types';

/** A telecom operator. */
export const telecom: readonly Template[] = [
  {
    id: 'contract-ending',
    name: { en: 'Contract ends soon', fa: 'پایان نزدیک قرارداد' },
    text: { en: 'The contract ends within the next 60 days.', fa: 'قرارداد در ۶۰ روز آینده پایان می‌یابد.' },
    rule: all(trait('$contractEnds', 'in_next', { days: 60 })),
  },
  {
    id: 'topup-lapsed',
    name: { en: 'No longer topping up', fa: 'دیگر شارژ نمی‌کنند' },
    text: { en: 'Topped up before, but not in the last 45 days.', fa: 'پیش‌تر شارژ کرده‌اند، اما نه در ۴۵ روز گذشته.' },
    rule: all(did('$topup'), didNot('$topup', lastDays(45))),
  },
  {
    id: 'heavy-data',
    name: { en: 'Run out of data', fa: 'حجمشان کم می‌آید' },
    text: { en: 'Bought at least two extra bundles in the last 30 days.', fa: 'در ۳۰ روز گذشته دست‌کم دو بستهٔ اضافه خریده‌اند.' },
    rule: all(did('$bundle', 2, lastDays(30))),
  },
  {
    id: 'travellers',
    name: { en: 'Travellers', fa: 'مسافران' },
    text: { en: 'Roamed at least twice in the last 6 months.', fa: 'در ۶ ماه گذشته دست‌کم دو بار رومینگ داشته‌اند.' },
    rule: all(did('$roaming', 2, lastDays(182))),
  },
  {
    id: 'tariff-interest',
    name: { en: 'Looking at other tariffs', fa: 'در پی تعرفه‌ای دیگر' },
    text: { en: 'Looked at tariffs at least twice in the last 14 days.', fa: 'در ۱۴ روز گذشته دست‌کم دو بار تعرفه‌ها را دیده‌اند.' },
    rule: all(did('$pricing', 2, lastDays(14))),
  },
  {
    id: 'churn-risk',
    name: { en: 'Likely to leave', fa: 'در آستانهٔ رفتن' },
    text: {
      en: 'The contract ends within 90 days, and there were two calls in the last 60.',
      fa: 'قرارداد در ۹۰ روز آینده پایان می‌یابد و در ۶۰ روز گذشته دو تماس بوده است.',
    },
    rule: all(trait('$contractEnds', 'in_next', { days: 90 }), did('$call', 2, lastDays(60))),
  },
  {
    id: 'many-calls',
    name: { en: 'Call often', fa: 'پرتماس‌ها' },
    text: { en: 'At least three calls to support in the last 90 days.', fa: 'دست‌کم سه تماس با پشتیبانی در ۹۰ روز گذشته.' },
    rule: all(did('$call', 3, lastDays(90))),
  },
];
