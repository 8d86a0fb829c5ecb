import { getTranslations } from 'next-intl/server';
import { UrlTabs } from '@/components/url-tabs';
import { type SourceTab, tabsOf } from '../core/tabs';
import type { Source } from '../data/read-source';

/** The tabs of a source's page. */
export async function SourceTabs({ source, mayWrite, active }: { source: Source; mayWrite: boolean; active: SourceTab }) {
  const t = await getTranslations('sources.tabs');
  return (
    <UrlTabs
      label={t('label')}
      tabs={tabsOf(source.kind, mayWrite).map((tab) => ({
        href: tab === 'overview' ? `/sources/${source.id}` : `/sources/${source.id}?tab=${tab}`,
        label: t(tab),
        active: tab === active,
      }))}
    />
  );
}
