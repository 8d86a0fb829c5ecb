'use client';

import { Anchor } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ErrorState } from '@/components/error-state';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';

export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('common.error');
  return (
    <>
      <PageHeader title={t('page')} />
      <PageBody>
        <ErrorState
          error={error}
          onRetry={retry}
          action={
            <Anchor component={Link} href="/" py={6}>
              {t('home')}
            </Anchor>
          }
        />
      </PageBody>
    </>
  );
}
