import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { EmailsTabs } from '@/features/journeys/components/emails-tabs';
import { SenderForm } from '@/features/journeys/components/sender-form';
import { loadSender } from '@/features/journeys/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('emails.sender'))('title') };
}

export default async function SenderPage() {
  const [t, { sender, hasInstallation, mayWrite }] = await Promise.all([getTranslations('emails'), loadSender()]);
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} tabs={<EmailsTabs active="sender" />} />
      <PageBody>
        <SenderForm sender={sender} hasInstallation={hasInstallation} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
