import { all, daysAgo, did, didNot, lastDays, mayReach } from './conditions';
import type { Template } from './types';

/** A mobile app. */
export const app: readonly Template[] = [
  {
    id: 'installs',
    name: { en: 'New installs', fa: 'نصب‌های تازه' },
    text: { en: 'Installed the app in the last 7 days.', fa: 'در ۷ روز گذشته برنامه را نصب کرده‌اند.' },
    rule: all(did('$install', 1, lastDays(7))),
  },
  {
    id: 'one-time',
    name: { en: 'Installed and gone', fa: 'نصب کرده و رفته' },
    text: {
      en: 'Installed 7 to 30 days ago and has not opened the app for 7 days.',
      fa: '۷ تا ۳۰ روز پیش نصب کرده‌اند و ۷ روز است برنامه را باز نکرده‌اند.',
    },
    rule: all(did('$install', 1, daysAgo(30, 7)), didNot('$open', lastDays(7))),
  },
  {
    id: 'daily',
    name: { en: 'Daily users', fa: 'کاربران هرروزه' },
    text: { en: 'Opened the app at least 20 times in the last 30 days.', fa: 'در ۳۰ روز گذشته دست‌کم ۲۰ بار برنامه را باز کرده‌اند.' },
    rule: all(did('$open', 20, lastDays(30))),
  },
  {
    id: 'sleeping',
    name: { en: 'Sleeping users', fa: 'کاربران خفته' },
    text: { en: 'Opened the app before, but not in the last 14 days.', fa: 'پیش‌تر برنامه را باز کرده‌اند، اما نه در ۱۴ روز گذشته.' },
    rule: all(did('$open'), didNot('$open', lastDays(14))),
  },
  {
    id: 'onboarding-left',
    name: { en: 'Introduction not finished', fa: 'آشنایی ناتمام' },
    text: {
      en: 'Began the introduction in the last 14 days and has not finished it.',
      fa: 'در ۱۴ روز گذشته آشنایی با برنامه را آغاز کرده‌اند و به پایان نبرده‌اند.',
    },
    rule: all(did('$tutorialStarted', 1, lastDays(14)), didNot('$tutorialDone')),
  },
  {
    id: 'buyers',
    name: { en: 'Paying users', fa: 'کاربران پرداخت‌کننده' },
    text: { en: 'Bought in the app in the last 90 days.', fa: 'در ۹۰ روز گذشته در برنامه خرید کرده‌اند.' },
    rule: all(did('$inApp', 1, lastDays(90))),
  },
  {
    id: 'crashes',
    name: { en: 'Hit by crashes', fa: 'گرفتار ازکارافتادن برنامه' },
    text: { en: 'The app crashed at least twice in the last 7 days.', fa: 'در ۷ روز گذشته برنامه دست‌کم دو بار از کار افتاده است.' },
    rule: all(did('$crash', 2, lastDays(7))),
  },
  {
    id: 'push-back',
    name: { en: 'Bring back by push', fa: 'بازگرداندن با اعلان' },
    text: {
      en: 'Has not opened the app for 14 days and agreed to marketing by push.',
      fa: '۱۴ روز است برنامه را باز نکرده‌اند و با بازاریابی از راه اعلان موافق‌اند.',
    },
    rule: all(did('$open'), didNot('$open', lastDays(14)), mayReach('push')),
  },
];
