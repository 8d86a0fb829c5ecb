import { getTranslations } from 'next-intl/server';
import { UrlTabs } from '@/components/url-tabs';

/** Segments, and the lists of people that they may ask for. */
export async function SegmentsTabs({ active }: { active: 'segments' | 'lists' }) {
  const t = await getTranslations('segments');
  return (
    <UrlTabs
      label={t('title')}
      tabs={[
        { href: '/segments', label: t('title'), active: active === 'segments' },
        { href: '/segments/lists', label: t('lists.title'), active: active === 'lists' },
      ]}
    />
  );
}
