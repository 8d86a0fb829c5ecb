import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ListActions } from '@/features/segments/lists/components/list-actions';
import { ListFacts } from '@/features/segments/lists/components/list-facts';
import { PeopleTable } from '@/features/segments/lists/components/people-table';
import { UploadPanel } from '@/features/segments/lists/components/upload-panel';
import { loadList } from '@/features/segments/lists/loaders';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadList((await params).id)).list.name };
}

export default async function ListPage({ params }: Props) {
  const { id } = await params;
  const [t, { list, using, types, upload, may }] = await Promise.all([getTranslations('segments.lists'), loadList(id)]);
  const open = list.status === 'active';
  return (
    <>
      <PageHeader
        title={list.name}
        crumbs={[{ label: t('title'), href: '/segments/lists' }]}
        description={list.description || undefined}
        action={may.write && <ListActions id={id} name={list.name} description={list.description} status={list.status} />}
      />
      <PageBody>
        <ListFacts size={list.size} using={using} />
        {((may.write && open) || upload) && (
          <UploadPanel listId={id} types={types} last={upload} mayUpload={may.write && open} mayDownload={may.write} />
        )}
        <PeopleTable listId={id} mayOpen={may.profiles} mayWrite={may.write && open} />
      </PageBody>
    </>
  );
}
