import { IconPlus } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ExportButton } from '@/features/privacy/requests/components/export-button';
import { Register } from '@/features/privacy/requests/components/register';
import { RegisterFigures } from '@/features/privacy/requests/components/register-figures';
import { loadRequests } from '@/features/privacy/requests/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('requests'))('title') };
}

export default async function RequestsPage({ searchParams }: Props) {
  const [t, { asked, first, figures, officers, mayWrite }] = await Promise.all([
    getTranslations('requests'),
    searchParams.then(loadRequests),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        action={
          <>
            <ExportButton />
            {mayWrite && (
              <LinkButton href="/requests/new" leftSection={<IconPlus size={16} />}>
                {t('new')}
              </LinkButton>
            )}
          </>
        }
      />
      <PageBody wide>
        <RegisterFigures figures={figures} />
        <Register asked={asked} first={first} officers={officers} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
