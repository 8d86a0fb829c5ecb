import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { CampaignForm } from '@/features/journeys/components/campaign-form';
import { loadNewCampaign } from '@/features/journeys/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('emails.form'))('newTitle') };
}

export default async function NewCampaignPage({ searchParams }: Props) {
  const [t, choices, { segment }] = await Promise.all([getTranslations('emails'), loadNewCampaign(), searchParams]);
  const segmentId = choices.segments.find((each) => each.id === segment)?.id;
  return (
    <>
      <PageHeader title={t('form.newTitle')} crumbs={[{ label: t('title'), href: '/emails' }]} />
      <PageBody wide>
        <CampaignForm choices={choices} {...(segmentId ? { segmentId } : {})} />
      </PageBody>
    </>
  );
}
