import { getTranslations } from 'next-intl/server';
import { Stat, Stats } from '@/components/stat';
import { getFormat } from '@/lib/i18n/get-format';
import { loadPackage } from '../loaders';
import { PackageActions } from './package-actions';

/** The finished package: its size, until when it can be fetched, and by whom. */
export async function PackageResult({ requestId }: { requestId: string }) {
  const [t, format, { view, mayFetch }] = await Promise.all([getTranslations('package.panel'), getFormat(), loadPackage(requestId)]);
  if (!view) return null;
  if (view.status !== 'done') return <p>{t('gone')}</p>;
  return (
    <section aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>{t(`text.${view.kind}`)}</p>
      <Stats>
        <Stat label={t('size')} value={t('kilobytes', { size: format.integer(Math.max(1, Math.round(view.bytes / 1024))) })} />
        <Stat label={t('until')} value={format.date(view.expiresAt)} />
        <Stat label={t('downloads')} value={format.integer(view.downloads)} />
      </Stats>
      {mayFetch && <PackageActions requestId={requestId} hasLink={view.hasLink} />}
    </section>
  );
}
