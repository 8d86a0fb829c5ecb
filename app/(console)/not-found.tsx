import { IconMap2 } from '@tabler/icons-react';
import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/empty-state';
import { LinkButton } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';

export default async function ConsoleNotFound() {
  const t = await getTranslations('common.notFound');
  return (
    <>
      <PageHeader title={t('title')} />
      <PageBody>
        <EmptyState kind="first" title={t('heading')} icon={<IconMap2 size={20} />} action={<LinkButton href="/">{t('home')}</LinkButton>}>
          {t('text')}
        </EmptyState>
      </PageBody>
    </>
  );
}
