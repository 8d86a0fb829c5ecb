import { durationText, type Words } from '../words';
import type { ConsentCondition } from './schema';

const keys = {
  granted: 'sentence.granted',
  not_granted: 'sentence.notGranted',
  denied: 'sentence.consentDenied',
  never_asked: 'sentence.consentNeverAsked',
} as const;

/** "who may be contacted for Marketing by e-mail", "whose consent to Marketing by e-mail ends within 30 days". */
export function consentClause(c: ConsentCondition, words: Words): string {
  const { t, names } = words;
  const purpose = names.purposes.get(c.purpose) ?? c.purpose;
  const channel = names.channels.get(c.channel) ?? c.channel;
  if (c.op === 'expires_within') return t('sentence.consentExpires', { purpose, channel, duration: durationText(c.within, words) });
  return t(keys[c.op], { purpose, channel });
}
