import type { Metadata } from 'next';
import { CampaignPage } from '@/features/journeys/components/campaign-page';
import { loadCampaign } from '@/features/journeys/loaders';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadCampaign((await params).id)).campaign.name };
}

export default async function EmailCampaignPage({ params }: Props) {
  return <CampaignPage {...(await loadCampaign((await params).id))} />;
}
