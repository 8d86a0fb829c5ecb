import { getTranslations } from 'next-intl/server';
import { UrlTabs } from '@/components/url-tabs';

const places = { campaigns: '/emails', templates: '/emails/templates', sender: '/emails/sender' } as const;

/** The parts of e-mail. */
export async function EmailsTabs({ active }: { active: keyof typeof places }) {
  const t = await getTranslations('emails.tabs');
  const tabs = (Object.keys(places) as (keyof typeof places)[]).map((key) => ({
    href: places[key],
    label: t(key),
    active: key === active,
  }));
  return <UrlTabs label={t('label')} tabs={tabs} />;
}
