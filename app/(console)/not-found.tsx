import { Button } from '@mantine/core';
import { IconMap2 } from '@tabler/icons-react';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/empty-state';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';

export default async function ConsoleNotFound() {
  const t = await getTranslations('common.notFound');
  return (
    <>
      <PageHeader title={t('title')} />
      <PageBody>
        <EmptyState
          kind="first"
          title={t('heading')}
          icon={<IconMap2 size={20} />}
          action={
            <Button component={Link} href="/">
              {t('home')}
            </Button>
          }
        >
          {t('text')}
        </EmptyState>
      </PageBody>
    </>
  );
}
