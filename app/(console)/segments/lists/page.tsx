import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ListsTable } from '@/features/segments/lists/components/lists-table';
import { NewListButton } from '@/features/segments/lists/components/new-list-button';
import { SegmentsTabs } from '@/features/segments/lists/components/segments-tabs';
import { loadLists } from '@/features/segments/lists/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments.lists'))('title') };
}

export default async function ListsPage({ searchParams }: Props) {
  const [t, shown] = await Promise.all([getTranslations('segments.lists'), loadLists(await searchParams)]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        action={shown.mayWrite && <NewListButton />}
        tabs={<SegmentsTabs active="lists" />}
      />
      <PageBody wide>
        <ListsTable {...shown} />
      </PageBody>
    </>
  );
}
