import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { SegmentForm } from '@/features/segments/components/segment-form';
import { loadEditor } from '@/features/segments/loaders';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('form.editTitle') };
}

export default async function EditSegmentPage({ params }: Props) {
  const { id } = await params;
  const [t, { suggestions, labels, segment }] = await Promise.all([getTranslations('segments'), loadEditor(id)]);
  if (!segment) notFound();
  const { name, description, labels: own, rule, version } = segment;
  return (
    <>
      <PageHeader
        title={t('form.editTitle')}
        crumbs={[
          { label: t('title'), href: '/segments' },
          { label: name, href: `/segments/${id}` },
        ]}
      />
      <PageBody wide>
        <SegmentForm suggestions={suggestions} labels={labels} segment={{ id, version, name, description, labels: own, rule }} />
      </PageBody>
    </>
  );
}
