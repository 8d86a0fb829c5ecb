import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { IntakeForm } from '@/features/privacy/requests/components/intake-form';
import { loadNewRequest } from '@/features/privacy/requests/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('requests.intake'))('title') };
}

export default async function NewRequestPage({ searchParams }: Props) {
  const [t, known] = await Promise.all([getTranslations('requests'), searchParams.then(({ profile }) => loadNewRequest(profile))]);
  return (
    <>
      <PageHeader title={t('intake.title')} description={t('intake.text')} crumbs={[{ label: t('title'), href: '/requests' }]} />
      <PageBody>
        <IntakeForm {...known} />
      </PageBody>
    </>
  );
}
