import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { LtvDashboard } from '@/features/insights/components/ltv/ltv-dashboard';
import { ModelSettingsButton } from '@/features/insights/components/model/model-settings-button';
import { loadDashboard } from '@/features/insights/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('insights'))('ltv.title') };
}

export default async function LtvPage() {
  const [t, dashboard] = await Promise.all([getTranslations('insights'), loadDashboard()]);
  return (
    <>
      <PageHeader
        title={t('ltv.title')}
        description={t('ltv.intro')}
        action={dashboard.may.changeModel && <ModelSettingsButton model={dashboard.model} />}
      />
      <PageBody>
        <LtvDashboard {...dashboard} />
      </PageBody>
    </>
  );
}
