import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { TemplateForm } from '@/features/journeys/components/template-form';
import { loadNewTemplate } from '@/features/journeys/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('emails.templates'))('newTitle') };
}

export default async function NewTemplatePage() {
  const [t, { traits }] = await Promise.all([getTranslations('emails'), loadNewTemplate()]);
  const crumbs = [
    { label: t('title'), href: '/emails' },
    { label: t('tabs.templates'), href: '/emails/templates' },
  ];
  return (
    <>
      <PageHeader title={t('templates.newTitle')} crumbs={crumbs} />
      <PageBody wide>
        <TemplateForm traits={traits} mayWrite />
      </PageBody>
    </>
  );
}
