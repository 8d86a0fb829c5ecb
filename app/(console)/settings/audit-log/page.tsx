import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { AuditLog } from '@/features/access/components/audit/audit-log';
import { ExportButton } from '@/features/access/components/audit/export-button';
import { loadAuditActions } from '@/features/access/loaders';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('access.audit');
  return { title: t('title') };
}

export default async function AuditLogPage() {
  const [t, actions] = await Promise.all([getTranslations('access.audit'), loadAuditActions()]);
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} action={<ExportButton />} />
      <PageBody wide>
        <AuditLog actions={actions} />
      </PageBody>
    </>
  );
}
