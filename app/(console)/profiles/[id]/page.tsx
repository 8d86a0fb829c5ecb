import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ProfileConsentSummary } from '@/features/consent/components/profile-consent-summary';
import { ProfileConsents } from '@/features/consent/components/profile-consents';
import { ProfileEmails } from '@/features/journeys/components/profile-emails';
import { ProfileRequestBadges, StartRequestButton } from '@/features/privacy/requests/components/profile-requests';
import { LogCallButton } from '@/features/profiles/components/log-call-button';
import { ProfileAside } from '@/features/profiles/components/profile-aside';
import { ProfileLayout } from '@/features/profiles/components/profile-layout';
import { ProfileSummary } from '@/features/profiles/components/profile-summary';
import { ProfileTabs, readTab } from '@/features/profiles/components/profile-tabs';
import { RefreshWhile } from '@/features/profiles/components/refresh-while';
import { SightBar } from '@/features/profiles/components/sight-bar';
import { TabPanel } from '@/features/profiles/components/tab-panel';
import { loadGroups, loadProfile, loadProfileName } from '@/features/profiles/loaders';
import { ProfileLists } from '@/features/segments/lists/components/profile-lists';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, name] = await Promise.all([getTranslations('profiles'), loadProfileName((await params).id)]);
  return { title: name ?? t('unnamed') };
}

export default async function ProfilePage({ params, searchParams }: Props) {
  const [{ id }, query, t] = await Promise.all([params, searchParams, getTranslations('profiles')]);
  const [data, groups] = await Promise.all([loadProfile(id, query), loadGroups(id)]);
  const { profile, personalData, revealedUntil, can } = data;
  const tab = readTab(query.tab);
  const sees = personalData === 'none' ? 'none' : 'masked';
  return (
    <>
      <PageHeader
        title={profile.name ?? t('unnamed')}
        crumbs={[{ label: t('title'), href: '/profiles' }]}
        badge={<ProfileRequestBadges profileId={profile.id} />}
        action={
          <>
            <StartRequestButton profileId={profile.id} />
            {can.note && <LogCallButton profileId={profile.id} />}
          </>
        }
      />
      <PageBody wide>
        {data.isBusy && <RefreshWhile />}
        {(personalData !== 'full' || revealedUntil) && (
          <SightBar profileId={profile.id} revealedUntil={revealedUntil} canReveal={can.reveal} canVerify={can.verify} sees={sees} />
        )}
        <ProfileSummary profile={profile} lastSource={data.lastSource} consent={<ProfileConsentSummary profileId={profile.id} />} />
        <ProfileTabs profileId={profile.id} active={tab} />
        <ProfileLayout
          aside={
            <ProfileAside profile={profile} groups={groups} masked={personalData !== 'full'} audit={can.audit}>
              <ProfileLists profileId={profile.id} />
            </ProfileAside>
          }
        >
          <TabPanel
            tab={tab}
            data={data}
            query={query}
            consent={
              <>
                <ProfileConsents profileId={profile.id} />
                <ProfileEmails profileId={profile.id} />
              </>
            }
          />
        </ProfileLayout>
      </PageBody>
    </>
  );
}
