'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { assertUnreachable } from '@/lib/errors';
import type { Figure } from '../../core/figures';

/** What a figure's people are called, as the title of their list and the name proposed for a segment. */
export function useFigureName(): (figure: Figure) => string {
  const t = useTranslations('insights.figure');
  const format = useFormat();
  const month = (text: string) => format.calendarMonth(`${text}-15T12:00:00Z`);
  const when = (text: string) => (text.length === 10 ? format.date(`${text}T12:00:00Z`) : month(text));
  return (figure) => {
    switch (figure.name) {
      case 'customers':
      case 'repeat':
      case 'refunded':
      case 'traded':
        return t(figure.name);
      case 'ordered':
      case 'moved':
        return t(figure.name, { when: when(figure.when) });
      case 'cohort':
        if (figure.months !== undefined) return t('cohortUpTo', { month: month(figure.month), months: figure.months });
        return t('cohort', { month: month(figure.month) });
      case 'retained':
        return t('retained', { month: month(figure.month), months: figure.months });
      case 'source':
        return figure.source === null ? t('noSource') : t('source', { source: figure.source });
      case 'rfm':
        return t('rfm', { recency: figure.recency, frequency: figure.frequency });
      case 'value':
      case 'historic':
      case 'risk': {
        const text = figure.name === 'risk' ? format.percent : format.money;
        const { low, high } = figure;
        if (low !== null && high !== null) return t(`${figure.name}Between`, { low: text(low), high: text(high) });
        if (low !== null) return t(`${figure.name}From`, { low: text(low) });
        if (high !== null) return t(`${figure.name}Below`, { high: text(high) });
        return t(`${figure.name}Any`);
      }
      default:
        return assertUnreachable(figure);
    }
  };
}
