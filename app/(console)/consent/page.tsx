import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { UrlTabs } from '@/components/url-tabs';
import { ConsentTab } from '@/features/consent/components/consent-tab';
import { NewPurposeButton } from '@/features/consent/components/new-purpose-button';
import { consentTabs } from '@/features/consent/core/page-address';
import { loadConsent } from '@/features/consent/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('consent'))('title') };
}

export default async function ConsentPage({ searchParams }: Props) {
  const [t, params, { mayWrite }] = await Promise.all([getTranslations('consent'), searchParams, loadConsent()]);
  const tab = consentTabs.find((each) => each === params.tab) ?? consentTabs[0];
  const tabs = consentTabs.map((key) => ({
    href: key === consentTabs[0] ? '/consent' : `/consent?tab=${key}`,
    label: t(`tabs.${key}`),
    active: key === tab,
  }));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        action={mayWrite && tab === 'purposes' && <NewPurposeButton />}
        tabs={<UrlTabs label={t('tabs.label')} tabs={tabs} />}
      />
      <PageBody>
        <ConsentTab tab={tab} params={params} />
      </PageBody>
    </>
  );
}
