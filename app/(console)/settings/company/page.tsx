import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { CompanyForm } from '@/features/access/components/company/company-form';
import { loadCompanyForm } from '@/features/access/loaders';
import { FormSettings } from '@/features/privacy/requests/components/form-settings';
import { loadFormSettings } from '@/features/privacy/requests/loaders';
import { HoldoutForm } from '@/features/segments/holdout/components/holdout-form';
import { loadHoldout } from '@/features/segments/holdout/loaders';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('access.company');
  return { title: t('title') };
}

export default async function CompanyPage() {
  const [t, form, publicForm, holdout] = await Promise.all([
    getTranslations('access.company'),
    loadCompanyForm(),
    loadFormSettings(),
    loadHoldout(),
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} />
      <PageBody>
        <CompanyForm {...form} />
        <HoldoutForm {...holdout} />
        <FormSettings {...publicForm} />
      </PageBody>
    </>
  );
}
