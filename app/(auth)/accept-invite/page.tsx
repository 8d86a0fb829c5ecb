import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthTitle } from '@/features/access/components/auth/auth-frame';
import { ChoosePassword } from '@/features/access/components/auth/choose-password';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.choose.invite');
  return { title: t('title') };
}

export default async function AcceptInvitePage() {
  const t = await getTranslations('auth.choose.invite');
  return (
    <>
      <AuthTitle title={t('title')}>{t('subtitle')}</AuthTitle>
      <ChoosePassword kind="invite" />
    </>
  );
}
