import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('requests.public'))('doneTitle') };
}

export default async function PrivacyDonePage({ searchParams }: Props) {
  const [t, { n }] = await Promise.all([getTranslations('requests.public'), searchParams]);
  const number = typeof n === 'string' && /^\d{1,9}$/.test(n) ? n : null;
  return (
    <>
      <h1>{t('doneTitle')}</h1>
      <p>{number ? t('doneText', { number }) : t('doneNoNumber')}</p>
    </>
  );
}
