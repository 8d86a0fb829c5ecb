import { IconPlus } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { TraitTable } from '@/features/segments/computed/components/trait-table';
import { loadTraits } from '@/features/segments/computed/loaders';
import { loadNames } from '@/features/segments/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('computed'))('title') };
}

export default async function ComputedTraitsPage() {
  const [t, list, names] = await Promise.all([getTranslations('computed'), loadTraits(), loadNames()]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        action={
          list.mayWrite && (
            <LinkButton href="/computed-traits/new" leftSection={<IconPlus size={16} />}>
              {t('new')}
            </LinkButton>
          )
        }
      />
      <PageBody wide>
        <TraitTable {...list} names={names} />
      </PageBody>
    </>
  );
}
