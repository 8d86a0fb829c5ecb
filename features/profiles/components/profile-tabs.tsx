import { getTranslations } from 'next-intl/server';
import { UrlTabs } from '@/components/url-tabs';

const tabs = ['timeline', 'traits', 'identity', 'consent', 'notes'] as const;
export type ProfileTab = (typeof tabs)[number];

/** The tab an address asks for; the timeline when it asks for none we know. */
export const readTab = (asked: string | string[] | undefined): ProfileTab => tabs.find((tab) => tab === asked) ?? 'timeline';

/** The profile's parts; the open one is part of the address. */
export async function ProfileTabs({ profileId, active }: { profileId: string; active: ProfileTab }) {
  const t = await getTranslations('profiles.tabs');
  const href = (tab: ProfileTab) => (tab === 'timeline' ? `/profiles/${profileId}` : `/profiles/${profileId}?tab=${tab}`);
  return <UrlTabs label={t('label')} tabs={tabs.map((tab) => ({ href: href(tab), label: t(tab), active: tab === active }))} />;
}
