import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FormFault, PublicForm } from '@/features/privacy/requests/components/public-form';
import { loadPublicForm } from '@/features/privacy/requests/loaders';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('requests.public'))('title') };
}

export default async function PrivacyRequestPage({ searchParams }: Props) {
  const [t, { offered, mail, company }, query] = await Promise.all([getTranslations('requests.public'), loadPublicForm(), searchParams]);
  const name = company || 'Tessera';
  if (!offered || !mail) {
    return (
      <>
        <h1>{t('closedTitle')}</h1>
        <p>{t(offered ? 'noMail' : 'closed', { company: name })}</p>
      </>
    );
  }
  return (
    <>
      <h1>{t('title')}</h1>
      <p>{t('text', { company: name })}</p>
      <FormFault fault={query.fault} />
      <PublicForm />
    </>
  );
}
