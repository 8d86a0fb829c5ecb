import { getTranslations } from 'next-intl/server';
import { Stat, Stats } from '@/components/stat';
import { getFormat } from '@/lib/i18n/get-format';
import type { DestinationView } from '../types';
import classes from './activation.module.css';

/** What became of a destination's deliveries; each figure opens the log filtered by it. */
export async function DestinationFigures({ destination: { id, audience, figures } }: { destination: DestinationView }) {
  const [t, format] = await Promise.all([getTranslations('destinations'), getFormat()]);
  const log = (status: string) => `/destinations/${id}?tab=deliveries&status=${status}`;
  const note = t('figuresNote');
  return (
    <div className={classes.figures}>
      <Stats>
        <Stat label={t('figures.audience')} value={format.integer(audience)} note={t('figures.audienceNote')} />
        <Stat label={t('figures.sent')} value={format.integer(figures.sent)} note={note} href={log('sent')} />
        <Stat
          label={t('figures.withheld')}
          value={format.integer(figures.withheld)}
          note={t('figures.withheldNote')}
          href={log('withheld')}
        />
        <Stat
          label={t('figures.waiting')}
          value={format.integer(figures.pending + figures.sending + figures.retry)}
          note={t('figures.waitingNote', { count: format.integer(figures.retry) })}
          href={log('retry')}
        />
        <Stat label={t('figures.dead')} value={format.integer(figures.dead)} note={note} href={log('dead')} />
      </Stats>
    </div>
  );
}
