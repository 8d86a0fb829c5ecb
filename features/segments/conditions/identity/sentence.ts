import { quote, type Words } from '../words';
import type { IdentityCondition } from './schema';

/** "who have an identifier of type email", "who were seen in Web shop". */
export function identityClause(c: IdentityCondition, { t, names, format }: Words): string {
  switch (c.ask) {
    case 'has':
    case 'has_not':
      return t(`sentence.identity.${c.ask}`, { identifier: quote(c.identifier) });
    case 'seen_in':
    case 'not_seen_in':
      return t(`sentence.identity.${c.ask}`, { source: quote(names.sources.get(c.sourceId) ?? t('sentence.unknownSource')) });
    case 'known':
    case 'anonymous':
      return t(`sentence.identity.${c.ask}`);
    case 'records':
      return t('sentence.identity.records', { op: t(`countOp.${c.op}`), count: format.number(c.count) });
  }
}
