import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { PageBody, Section } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { PasswordForm } from '@/features/access/components/account/password-form';
import { ProfileForm } from '@/features/access/components/account/profile-form';
import { SessionList } from '@/features/access/components/account/session-list';
import { ThemeChoice } from '@/features/access/components/account/theme-choice';
import { loadAccount } from '@/features/access/loaders';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('access.account');
  return { title: t('title') };
}

export default async function AccountPage() {
  const [t, common, locale, { user, sessions }] = await Promise.all([
    getTranslations('access.account'),
    getTranslations('common.user'),
    getLocale(),
    loadAccount(),
  ]);
  return (
    <>
      <PageHeader title={t('title')} />
      <PageBody>
        <Section title={t('profile')}>
          <ProfileForm user={user} locale={locale} />
        </Section>
        <Section title={common('theme')} description={t('themeHelp')}>
          <ThemeChoice />
        </Section>
        <Section title={t('password')} description={t('passwordHelp')}>
          <PasswordForm email={user.email} />
        </Section>
        <Section title={t('sessions')} description={t('sessionsHelp')}>
          <SessionList sessions={sessions} />
        </Section>
      </PageBody>
    </>
  );
}
