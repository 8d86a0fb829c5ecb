import { durationText, momentText, quote, type Words } from '../words';
import type { EventWindow } from './window-schema';

/** "in the last 30 days". */
export function windowText(window: EventWindow, words: Words): string {
  const { t } = words;
  if ('last' in window) return t('window.last', { duration: durationText(window.last, words) });
  if ('between' in window) {
    const { from, to } = window.between;
    const newer = durationText(to, words);
    return from ? t('window.between', { from: durationText(from, words), to: newer }) : t('window.ago', { duration: newer });
  }
  if ('calendar' in window) return calendarText(window, words);
  if ('sinceTrait' in window) return t('window.sinceTrait', { trait: quote(window.sinceTrait.trait) });
  if ('sinceEvent' in window) return t(`window.since_${window.sinceEvent.which}`, { event: words.event(window.sinceEvent.event) });
  const from = window.from && momentText(window.from, words);
  const to = window.to && momentText(window.to, words);
  if (from && to) return t('window.range', { from, to });
  return to ? t('window.until', { to }) : t('window.since', { from: from ?? '' });
}

/** "last month", "3 months before this one", "before this year", "since the beginning of last week". */
function calendarText({ calendar: { unit, offset }, part }: Extract<EventWindow, { calendar: unknown }>, { t }: Words): string {
  const period = t(`period.${unit}`, { n: -offset });
  return t(`window.calendar_${part ?? 'in'}`, { period });
}
