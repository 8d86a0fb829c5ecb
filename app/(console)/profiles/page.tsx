import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ProfileExplorer } from '@/features/profiles/components/profile-explorer';
import { loadExplorer } from '@/features/profiles/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('profiles'))('title') };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProfilesPage({ searchParams }: Props) {
  const [t, { asked, ...initial }] = await Promise.all([getTranslations('profiles'), loadExplorer(await searchParams)]);
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} />
      <PageBody wide>
        <ProfileExplorer initial={initial} asked={asked} />
      </PageBody>
    </>
  );
}
