import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { RuleNotRead } from '@/features/segments/components/rule-not-read';
import { SegmentForm } from '@/features/segments/components/segment-form';
import { loadEditor, segmentFromAddress } from '@/features/segments/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('segments'))('form.newTitle') };
}

export default async function NewSegmentPage({ searchParams }: Props) {
  const params = await searchParams;
  const { copy } = params;
  const [t, { suggestions, labels, segment }] = await Promise.all([
    getTranslations('segments'),
    loadEditor(typeof copy === 'string' ? copy : undefined),
  ]);
  const { given, failed } = segmentFromAddress(params);
  return (
    <>
      <PageHeader title={t('form.newTitle')} crumbs={[{ label: t('title'), href: '/segments' }]} />
      <PageBody wide>
        {failed && <RuleNotRead />}
        <SegmentForm
          suggestions={suggestions}
          labels={labels}
          {...(segment
            ? {
                segment: {
                  name: t('copyOf', { name: segment.name }),
                  description: segment.description,
                  labels: segment.labels,
                  rule: segment.rule,
                },
              }
            : given
              ? { segment: { ...given, description: '', labels: [] } }
              : {})}
        />
      </PageBody>
    </>
  );
}
