import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { ChurnDashboard } from '@/features/insights/components/churn/churn-dashboard';
import { ModelSettingsButton } from '@/features/insights/components/model/model-settings-button';
import { loadDashboard } from '@/features/insights/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('insights'))('churn.title') };
}

export default async function ChurnPage() {
  const [t, dashboard] = await Promise.all([getTranslations('insights'), loadDashboard()]);
  return (
    <>
      <PageHeader
        title={t('churn.title')}
        description={t('churn.intro')}
        action={dashboard.may.changeModel && <ModelSettingsButton model={dashboard.model} />}
      />
      <PageBody>
        <ChurnDashboard {...dashboard} />
      </PageBody>
    </>
  );
}
