import { getTranslations } from 'next-intl/server';
import { UrlTabs } from '@/components/url-tabs';
import type { DestinationView } from '../types';

const tabs = ['segments', 'files', 'deliveries', 'settings'] as const;
export type DestinationTab = (typeof tabs)[number];

/** A destination of files has a log of them; one that gets whole lists is told of no single person. */
function shownTabs(transport: DestinationView['transport'], mayWrite: boolean): DestinationTab[] {
  const hidden: DestinationTab[] = [
    ...(mayWrite ? [] : ['settings' as const]),
    ...(transport === 'each' ? ['files' as const] : []),
    ...(transport === 'snapshot' ? ['deliveries' as const] : []),
  ];
  return tabs.filter((tab) => !hidden.includes(tab));
}

/** The open tab of an address; what makes no sense, or may not be seen, is the first. */
export function readTab(raw: string | string[] | undefined, transport: DestinationView['transport'], mayWrite: boolean): DestinationTab {
  return shownTabs(transport, mayWrite).find((each) => each === raw) ?? 'segments';
}

type Props = { id: string; transport: DestinationView['transport']; active: DestinationTab; mayWrite: boolean };

export async function DestinationTabs({ id, transport, active, mayWrite }: Props) {
  const t = await getTranslations('destinations.tabs');
  const href = (tab: DestinationTab) => `/destinations/${id}${tab === 'segments' ? '' : `?tab=${tab}`}`;
  return (
    <UrlTabs
      label={t('label')}
      tabs={shownTabs(transport, mayWrite).map((tab) => ({ href: href(tab), label: t(tab), active: tab === active }))}
    />
  );
}
