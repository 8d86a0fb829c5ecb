import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { TraitForm } from '@/features/segments/computed/components/trait-form';
import { loadTraitForm } from '@/features/segments/computed/loaders';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('computed'))('form.editTitle') };
}

export default async function EditComputedTraitPage({ params }: Props) {
  const { name } = await params;
  const [t, form] = await Promise.all([getTranslations('computed'), loadTraitForm(name)]);
  return (
    <>
      <PageHeader
        title={t('form.editTitle')}
        crumbs={[
          { label: t('title'), href: '/computed-traits' },
          { label: name, href: `/computed-traits/${name}` },
        ]}
      />
      <PageBody wide>
        <TraitForm {...form} />
      </PageBody>
    </>
  );
}
