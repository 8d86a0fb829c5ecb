import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { KeysTable } from '@/features/access/components/keys/keys-table';
import { NewKeyButton } from '@/features/access/components/keys/new-key-button';
import { loadApiKeys } from '@/features/access/loaders';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('access.keys');
  return { title: t('title') };
}

export default async function ApiKeysPage() {
  const [t, { keys, bindings, grantable }] = await Promise.all([getTranslations('access.keys'), loadApiKeys()]);
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} action={<NewKeyButton grantable={grantable} bindings={bindings} />} />
      <PageBody wide>
        <KeysTable keys={keys} />
      </PageBody>
    </>
  );
}
