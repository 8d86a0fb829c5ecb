import { IconPlus } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { CampaignList } from '@/features/journeys/components/campaign-list';
import { EmailsTabs } from '@/features/journeys/components/emails-tabs';
import { loadCampaigns } from '@/features/journeys/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('emails'))('title') };
}

export default async function EmailsPage() {
  const [t, { campaigns, isReady, mayWrite }] = await Promise.all([getTranslations('emails'), loadCampaigns()]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        tabs={<EmailsTabs active="campaigns" />}
        action={
          mayWrite &&
          campaigns.length > 0 && (
            <LinkButton href="/emails/new" leftSection={<IconPlus size={16} />}>
              {t('campaigns.new')}
            </LinkButton>
          )
        }
      />
      <PageBody wide>
        <CampaignList campaigns={campaigns} isReady={isReady} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
