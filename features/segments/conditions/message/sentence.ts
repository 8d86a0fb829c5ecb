import { windowText } from '../event/window-text';
import { durationText, quote, type Words } from '../words';
import type { MessageCondition } from './schema';

/** "who were sent an e-mail of “Spring” in the last 30 days". */
export function messageClause(c: MessageCondition, words: Words): string {
  const { t, names } = words;
  const campaign = c.campaignId
    ? t('sentence.message.of', { campaign: quote(names.campaigns.get(c.campaignId) ?? t('sentence.message.unknown')) })
    : '';
  const window = c.window ? t('sentence.window', { window: windowText(c.window, words) }) : '';
  const link = c.interaction === 'clicked' && c.link ? t('sentence.message.link', { link: quote(c.link) }) : '';
  const within = c.interaction === 'converted' ? durationText(c.within ?? { days: 7 }, words) : '';
  return t(`sentence.message.${c.interaction}.${c.op}`, { campaign, window, within, link });
}
