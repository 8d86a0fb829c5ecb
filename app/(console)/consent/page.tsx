import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ChannelList } from '@/features/consent/components/channel-list';
import { ConsentFigures } from '@/features/consent/components/consent-figures';
import { NewPurposeButton } from '@/features/consent/components/new-purpose-button';
import { PurposeList } from '@/features/consent/components/purpose-list';
import { loadConsent } from '@/features/consent/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('consent'))('title') };
}

export default async function ConsentPage() {
  const [t, { purposes, channels, figures, mayWrite }] = await Promise.all([getTranslations('consent'), loadConsent()]);
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} action={mayWrite && <NewPurposeButton />} />
      <PageBody>
        <PurposeList purposes={purposes} mayWrite={mayWrite} />
        <ChannelList channels={channels} mayWrite={mayWrite} />
        <ConsentFigures figures={figures} purposes={purposes} channels={channels} />
      </PageBody>
    </>
  );
}
