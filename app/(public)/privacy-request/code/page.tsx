import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TextLink } from '@/components/link-button';
import { FormFault, PublicCode } from '@/features/privacy/requests/components/public-form';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('requests.public'))('codeTitle') };
}

export default async function PrivacyCodePage({ searchParams }: Props) {
  const [t, { r, fault }] = await Promise.all([getTranslations('requests.public'), searchParams]);
  return (
    <>
      <h1>{t('codeTitle')}</h1>
      <p>{t('codeText')}</p>
      <FormFault fault={fault} />
      <PublicCode id={typeof r === 'string' ? r : ''} />
      <TextLink href="/privacy-request" c="var(--text-accent)" mt="lg" display="block">
        {t('again')}
      </TextLink>
    </>
  );
}
