import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { InviteButton } from '@/features/access/components/team/invite-button';
import { TeamTable } from '@/features/access/components/team/team-table';
import { loadTeam } from '@/features/access/loaders';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('access.team');
  return { title: t('title') };
}

export default async function TeamPage() {
  const [t, { users, grantable, viewerId, canSendMail }] = await Promise.all([getTranslations('access.team'), loadTeam()]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t(canSendMail ? 'intro' : 'introNoMail')}
        action={<InviteButton grantable={grantable} />}
      />
      <PageBody wide>
        <TeamTable users={users} grantable={grantable} viewerId={viewerId} />
      </PageBody>
    </>
  );
}
