import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { TraitForm } from '@/features/segments/computed/components/trait-form';
import { loadTraitForm } from '@/features/segments/computed/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('computed'))('form.newTitle') };
}

export default async function NewComputedTraitPage() {
  const [t, form] = await Promise.all([getTranslations('computed'), loadTraitForm()]);
  return (
    <>
      <PageHeader title={t('form.newTitle')} crumbs={[{ label: t('title'), href: '/computed-traits' }]} />
      <PageBody wide>
        <TraitForm {...form} />
      </PageBody>
    </>
  );
}
