import { getTranslations } from 'next-intl/server';
import { UrlTabs } from '@/components/url-tabs';

const tabs = ['segments', 'deliveries', 'settings'] as const;
export type DestinationTab = (typeof tabs)[number];

/** The open tab of an address; what makes no sense, or may not be seen, is the first. */
export function readTab(raw: string | string[] | undefined, mayWrite: boolean): DestinationTab {
  const tab = tabs.find((each) => each === raw) ?? 'segments';
  return tab === 'settings' && !mayWrite ? 'segments' : tab;
}

export async function DestinationTabs({ id, active, mayWrite }: { id: string; active: DestinationTab; mayWrite: boolean }) {
  const t = await getTranslations('destinations.tabs');
  const shown = tabs.filter((tab) => mayWrite || tab !== 'settings');
  const href = (tab: DestinationTab) => `/destinations/${id}${tab === 'segments' ? '' : `?tab=${tab}`}`;
  return <UrlTabs label={t('label')} tabs={shown.map((tab) => ({ href: href(tab), label: t(tab), active: tab === active }))} />;
}
