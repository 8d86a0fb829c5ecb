import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { Status } from '@/components/status';
import { TemplateActions } from '@/features/journeys/components/template-actions';
import { TemplateForm } from '@/features/journeys/components/template-form';
import { loadTemplate } from '@/features/journeys/loaders';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadTemplate((await params).id)).template.name };
}

export default async function TemplatePage({ params }: Props) {
  const [t, { template, traits, mayWrite }] = await Promise.all([getTranslations('emails'), loadTemplate((await params).id)]);
  const crumbs = [
    { label: t('title'), href: '/emails' },
    { label: t('tabs.templates'), href: '/emails/templates' },
  ];
  const badge = template.archived ? t('templates.archived') : t('templates.version', { version: template.version });
  return (
    <>
      <PageHeader
        title={template.name}
        crumbs={crumbs}
        badge={<Status tone="neutral">{badge}</Status>}
        action={mayWrite && <TemplateActions id={template.id} archived={template.archived} />}
      />
      <PageBody wide>
        <TemplateForm key={template.id} template={template} traits={traits} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
