import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthTitle } from '@/features/access/components/auth/auth-frame';
import { ForgotForm } from '@/features/access/components/auth/forgot-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.forgot');
  return { title: t('title') };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('auth.forgot');
  return (
    <>
      <AuthTitle title={t('title')}>{t('subtitle')}</AuthTitle>
      <ForgotForm />
    </>
  );
}
