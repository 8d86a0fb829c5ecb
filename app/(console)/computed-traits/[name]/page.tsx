import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { TraitActions } from '@/features/segments/computed/components/trait-actions';
import { TraitDetails } from '@/features/segments/computed/components/trait-details';
import { loadTrait } from '@/features/segments/computed/loaders';
import { loadNames } from '@/features/segments/loaders';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadTrait((await params).name)).trait.name };
}

export default async function ComputedTraitPage({ params }: Props) {
  const { name } = await params;
  const [t, { may, ...details }, names] = await Promise.all([getTranslations('computed'), loadTrait(name), loadNames()]);
  return (
    <>
      <PageHeader
        title={name}
        crumbs={[{ label: t('title'), href: '/computed-traits' }]}
        action={may.write && <TraitActions trait={details.trait} />}
      />
      <PageBody>
        <TraitDetails shown={details} names={names} mayOpen={may.profiles} />
      </PageBody>
    </>
  );
}
