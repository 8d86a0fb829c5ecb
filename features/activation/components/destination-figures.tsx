import { getTranslations } from 'next-intl/server';
import { Stat, Stats } from '@/components/stat';
import { getFormat } from '@/lib/i18n/get-format';
import type { DestinationView } from '../types';

/** What became of a destination's deliveries; each figure opens the log filtered by it. */
export async function DestinationFigures({ destination: { id, audience, figures } }: { destination: DestinationView }) {
  const [t, format] = await Promise.all([getTranslations('destinations'), getFormat()]);
  const log = (status: string) => `/destinations/${id}?tab=deliveries&status=${status}`;
  const note = t('figuresNote');
  return (
    <Stats>
      <Stat label={t('figures.audience')} value={format.integer(audience)} note={t('figures.audienceNote')} />
      <Stat label={t('figures.sent')} value={format.integer(figures.sent)} note={note} href={log('sent')} />
      <Stat
        label={t('figures.withheld')}
        value={format.integer(figures.withheld)}
        note={t('figures.withheldNote')}
        href={log('withheld')}
      />
      <Stat label={t('figures.waiting')} value={format.integer(figures.pending + figures.sending)} href={log('pending')} />
      <Stat label={t('figures.retrying')} value={format.integer(figures.retry)} href={log('retry')} />
      <Stat label={t('figures.dead')} value={format.integer(figures.dead)} note={note} href={log('dead')} />
    </Stats>
  );
}
