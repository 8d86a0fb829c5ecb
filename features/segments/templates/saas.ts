import { all, did, didNot, lastDays, trait } from './conditions';
import type { Template } from './types';

/** Software sold by subscription. */
export const saas: readonly Template[] = [
  {
    id: 'new-accounts',
    name: { en: 'New accounts', fa: 'حساب‌های تازه' },
    text: { en: 'Signed up in the last 14 days.', fa: 'در ۱۴ روز گذشته ثبت‌نام کرده‌اند.' },
    rule: all(did('$signup', 1, lastDays(14))),
  },
  {
    id: 'not-activated',
    name: { en: 'Signed up, not started', fa: 'ثبت‌نام‌کرده و آغازنکرده' },
    text: {
      en: 'Signed up in the last 30 days and has not used the main feature.',
      fa: 'در ۳۰ روز گذشته ثبت‌نام کرده‌اند و امکان اصلی را به کار نبرده‌اند.',
    },
    rule: all(did('$signup', 1, lastDays(30)), didNot('$feature')),
  },
  {
    id: 'trial-ending',
    name: { en: 'Trial ends soon', fa: 'پایان نزدیک دورهٔ آزمایشی' },
    text: { en: 'The trial ends within the next 5 days.', fa: 'دورهٔ آزمایشی در ۵ روز آینده پایان می‌یابد.' },
    rule: all(trait('$trialEnds', 'in_next', { days: 5 })),
  },
  {
    id: 'power-users',
    name: { en: 'Power users', fa: 'کاربران پرکار' },
    text: {
      en: 'Used the main feature at least 20 times in the last 30 days.',
      fa: 'در ۳۰ روز گذشته دست‌کم ۲۰ بار امکان اصلی را به کار برده‌اند.',
    },
    rule: all(did('$feature', 20, lastDays(30))),
  },
  {
    id: 'sleeping-payers',
    name: { en: 'Pay but stay away', fa: 'می‌پردازند و نمی‌آیند' },
    text: {
      en: 'On a paid plan, without signing in for 21 days.',
      fa: 'طرح پولی دارند و ۲۱ روز است وارد نشده‌اند.',
    },
    rule: all(trait('$plan', 'exists'), trait('$plan', 'not_in', ['free', 'trial']), didNot('$login', lastDays(21))),
  },
  {
    id: 'upgrade',
    name: { en: 'Ready to upgrade', fa: 'آمادهٔ ارتقا' },
    text: { en: 'On the free plan and reached a limit in the last 30 days.', fa: 'طرح رایگان دارند و در ۳۰ روز گذشته به سقفی رسیده‌اند.' },
    rule: all(trait('$plan', 'eq', 'free'), did('$limit', 1, lastDays(30))),
  },
  {
    id: 'payment-failed',
    name: { en: 'Payment failed', fa: 'پرداخت ناموفق' },
    text: { en: 'A payment failed in the last 7 days.', fa: 'در ۷ روز گذشته پرداختی ناموفق بوده است.' },
    rule: all(did('$paymentFailed', 1, lastDays(7))),
  },
  {
    id: 'advocates',
    name: { en: 'Bring others along', fa: 'دیگران را می‌آورند' },
    text: { en: 'Invited at least two people in the last 60 days.', fa: 'در ۶۰ روز گذشته دست‌کم دو نفر را دعوت کرده‌اند.' },
    rule: all(did('$invited', 2, lastDays(60))),
  },
];
