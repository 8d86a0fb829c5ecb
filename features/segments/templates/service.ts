import { all, did, didNot, lastDays, trait } from './conditions';
import type { Template } from './types';

/** A company that sells services by appointment, offer or contract. */
export const service: readonly Template[] = [
  {
    id: 'appointment-soon',
    name: { en: 'Appointment this week', fa: 'نوبت در این هفته' },
    text: { en: 'An appointment within the next 7 days.', fa: 'نوبتی در ۷ روز آینده دارند.' },
    rule: all(trait('$nextAppointment', 'in_next', { days: 7 })),
  },
  {
    id: 'not-booked',
    name: { en: 'Not booked for long', fa: 'مدتی است نوبت نگرفته‌اند' },
    text: { en: 'Booked before, but not in the last six months.', fa: 'پیش‌تر نوبت گرفته‌اند، اما نه در شش ماه گذشته.' },
    rule: all(did('$booking'), didNot('$booking', lastDays(182))),
  },
  {
    id: 'no-shows',
    name: { en: 'Miss appointments', fa: 'نوبت را از دست می‌دهند' },
    text: { en: 'Missed at least two appointments in the last year.', fa: 'در سال گذشته دست‌کم دو نوبت را از دست داده‌اند.' },
    rule: all(did('$noShow', 2, lastDays(365))),
  },
  {
    id: 'offer-open',
    name: { en: 'Offer without an answer', fa: 'پیشنهاد بی‌پاسخ' },
    text: {
      en: 'Got an offer in the last 30 days and has not accepted one.',
      fa: 'در ۳۰ روز گذشته پیشنهادی گرفته‌اند و نپذیرفته‌اند.',
    },
    rule: all(did('$quoteSent', 1, lastDays(30)), didNot('$quoteAccepted', lastDays(30))),
  },
  {
    id: 'renewal',
    name: { en: 'Renewal within 30 days', fa: 'تمدید در ۳۰ روز آینده' },
    text: { en: 'The contract renews within the next 30 days.', fa: 'قرارداد در ۳۰ روز آینده تمدید می‌شود.' },
    rule: all(trait('$renewal', 'in_next', { days: 30 })),
  },
  {
    id: 'waiting',
    name: { en: 'Waiting for us', fa: 'چشم‌به‌راه ما' },
    text: { en: 'At least one ticket is open.', fa: 'دست‌کم یک درخواست باز دارند.' },
    rule: all(trait('open_tickets', 'gte', 1)),
  },
  {
    id: 'promoters',
    name: { en: 'Happy customers', fa: 'مشتریان خرسند' },
    text: { en: 'Gave at least four stars in the last 6 months.', fa: 'در ۶ ماه گذشته دست‌کم چهار ستاره داده‌اند.' },
    rule: all(did('$review', 1, lastDays(182), [{ property: 'rating', op: 'gte', value: 4 }])),
  },
];
