import { all, any, did, didNot, lastDays, trait } from './conditions';
import type { Template } from './types';

/** A bank. */
export const bank: readonly Template[] = [
  {
    id: 'salary',
    name: { en: 'Salary arrives here', fa: 'حقوقشان به اینجا می‌آید' },
    text: { en: 'A salary was received in the last 45 days.', fa: 'در ۴۵ روز گذشته حقوقی دریافت شده است.' },
    rule: all(did('$salary', 1, lastDays(45))),
  },
  {
    id: 'dormant',
    name: { en: 'Dormant accounts', fa: 'حساب‌های راکد' },
    text: { en: 'Transactions before, but none in the last 90 days.', fa: 'پیش‌تر تراکنش داشته‌اند، اما نه در ۹۰ روز گذشته.' },
    rule: all(did('$transaction'), didNot('$transaction', lastDays(90))),
  },
  {
    id: 'card-unused',
    name: { en: 'Card activated, not used', fa: 'کارت فعال و بی‌استفاده' },
    text: {
      en: 'Activated a card in the last 60 days and has not paid with it.',
      fa: 'در ۶۰ روز گذشته کارتی را فعال کرده‌اند و با آن نپرداخته‌اند.',
    },
    rule: all(did('$cardActivated', 1, lastDays(60)), didNot('$cardPayment', lastDays(60))),
  },
  {
    id: 'application-left',
    name: { en: 'Application not finished', fa: 'درخواست ناتمام' },
    text: {
      en: 'Began an application in the last 14 days and did not hand it in.',
      fa: 'در ۱۴ روز گذشته درخواستی را آغاز کرده‌اند و نفرستاده‌اند.',
    },
    rule: all(did('$applicationStarted', 1, lastDays(14)), didNot('$applicationSubmitted', lastDays(14))),
  },
  {
    id: 'loan-interest',
    name: { en: 'Interested in a loan', fa: 'علاقه‌مند به وام' },
    text: {
      en: 'Used the calculator at least twice in the last 30 days.',
      fa: 'در ۳۰ روز گذشته دست‌کم دو بار ماشین‌حساب وام را به کار برده‌اند.',
    },
    rule: all(did('$calculator', 2, lastDays(30)), didNot('$applicationSubmitted', lastDays(30))),
  },
  {
    id: 'high-balance',
    name: { en: 'High balance', fa: 'موجودی بالا' },
    text: { en: 'A balance of at least 50,000.', fa: 'موجودی دست‌کم ۵۰٬۰۰۰.' },
    rule: all(trait('$balance', 'gte', 50_000)),
  },
  {
    id: 'digital',
    name: { en: 'Digital customers', fa: 'مشتریان دیجیتال' },
    text: { en: 'Signed in at least four times in the last 30 days.', fa: 'در ۳۰ روز گذشته دست‌کم چهار بار وارد شده‌اند.' },
    rule: all(did('$login', 4, lastDays(30))),
  },
  {
    id: 'troubled',
    name: { en: 'Call before you sell', fa: 'نخست رسیدگی، سپس فروش' },
    text: {
      en: 'An open ticket, or three calls in the last 30 days.',
      fa: 'درخواستی باز یا سه تماس در ۳۰ روز گذشته.',
    },
    rule: any(trait('open_tickets', 'gte', 1), did('$call', 3, lastDays(30))),
  },
];
