import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AuthTitle } from '@/features/access/components/auth/auth-frame';
import { SignInForm } from '@/features/access/components/auth/sign-in-form';
import { loadSignIn } from '@/features/access/loaders';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth.signIn');
  return { title: t('title') };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next, company } = await loadSignIn((await searchParams).next);
  const t = await getTranslations('auth.signIn');
  return (
    <>
      <AuthTitle title={t('title')}>{company ? t('subtitleOf', { company }) : t('subtitle')}</AuthTitle>
      <SignInForm next={next} />
    </>
  );
}
