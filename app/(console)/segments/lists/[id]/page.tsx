import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TextLink } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ListActions } from '@/features/segments/lists/components/list-actions';
import { PeopleTable } from '@/features/segments/lists/components/people-table';
import { UploadPanel } from '@/features/segments/lists/components/upload-panel';
import { loadList } from '@/features/segments/lists/loaders';
import { getFormat } from '@/lib/i18n/get-format';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadList((await params).id)).list.name };
}

export default async function ListPage({ params }: Props) {
  const { id } = await params;
  const [t, format, { list, using, types, upload, may }] = await Promise.all([
    getTranslations('segments.lists'),
    getFormat(),
    loadList(id),
  ]);
  const open = list.status === 'active';
  return (
    <>
      <PageHeader
        title={list.name}
        crumbs={[{ label: t('title'), href: '/segments/lists' }]}
        description={list.description || t('count', { count: list.size, n: format.integer(list.size) })}
        action={may.write && <ListActions id={id} name={list.name} description={list.description} status={list.status} />}
      />
      <PageBody>
        {list.description && <p>{t('count', { count: list.size, n: format.integer(list.size) })}</p>}
        <p>
          {using.length === 0 ? t('unused') : t('usedBy')}{' '}
          {using.map((segment, i) => (
            <span key={segment.id}>
              {i > 0 && ' · '}
              <TextLink href={`/segments/${segment.id}`}>{segment.name}</TextLink>
            </span>
          ))}
        </p>
        {((may.write && open) || upload) && (
          <UploadPanel listId={id} types={types} last={upload} mayUpload={may.write && open} mayDownload={may.write} />
        )}
        <PeopleTable listId={id} mayOpen={may.profiles} mayWrite={may.write && open} />
      </PageBody>
    </>
  );
}
