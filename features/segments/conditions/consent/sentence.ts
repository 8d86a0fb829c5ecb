import type { Words } from '../words';
import type { ConsentCondition } from './schema';

/** "who may be contacted for Marketing by e-mail". */
export function consentClause(c: ConsentCondition, { t, names }: Words): string {
  const purpose = names.purposes.get(c.purpose) ?? c.purpose;
  const channel = names.channels.get(c.channel) ?? c.channel;
  return t(c.op === 'granted' ? 'sentence.granted' : 'sentence.notGranted', { purpose, channel });
}
