import { getTranslations } from 'next-intl/server';
import { Stat, Stats } from '@/components/stat';
import { getFormat } from '@/lib/i18n/get-format';
import type { RequestFigures } from '../data/figures';

/** Of the register: open, overdue, due soon, median age. */
export async function RegisterFigures({ figures: { open, overdue, soon, medianAgeDays } }: { figures: RequestFigures }) {
  const [t, format] = await Promise.all([getTranslations('requests.figures'), getFormat()]);
  return (
    <Stats>
      <Stat label={t('open')} value={format.integer(open)} note={t('openNote')} href="/requests" />
      <Stat
        label={t('overdue')}
        value={format.integer(overdue)}
        note={overdue > 0 ? t('overdueNote') : t('noneOverdue')}
        href="/requests?overdue=yes"
      />
      <Stat label={t('soon')} value={format.integer(soon)} note={t('soonNote')} />
      <Stat
        label={t('age')}
        value={medianAgeDays === null ? '–' : t('ageValue', { days: format.integer(Math.floor(medianAgeDays)) })}
        note={t('ageNote')}
      />
    </Stats>
  );
}
