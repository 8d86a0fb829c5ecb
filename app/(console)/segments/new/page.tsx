import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { SegmentForm } from '@/features/segments/components/segment-form';
import { loadEditor } from '@/features/segments/loaders';

type Props = { searchParams: Promise<{ copy?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('form.newTitle') };
}

export default async function NewSegmentPage({ searchParams }: Props) {
  const { copy } = await searchParams;
  const [t, { suggestions, segment }] = await Promise.all([
    getTranslations('segments'),
    loadEditor(typeof copy === 'string' ? copy : undefined),
  ]);
  return (
    <>
      <PageHeader title={t('form.newTitle')} crumbs={[{ label: t('title'), href: '/segments' }]} />
      <PageBody wide>
        <SegmentForm
          suggestions={suggestions}
          {...(segment
            ? { segment: { name: t('copyOf', { name: segment.name }), description: segment.description, rule: segment.rule } }
            : {})}
        />
      </PageBody>
    </>
  );
}
