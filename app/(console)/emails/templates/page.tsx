import { IconPlus } from '@tabler/icons-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/components/link-button';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { EmailsTabs } from '@/features/journeys/components/emails-tabs';
import { TemplateList } from '@/features/journeys/components/template-list';
import { loadTemplates } from '@/features/journeys/loaders';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('emails.tabs'))('templates') };
}

export default async function TemplatesPage() {
  const [t, { templates, mayWrite }] = await Promise.all([getTranslations('emails'), loadTemplates()]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro')}
        tabs={<EmailsTabs active="templates" />}
        action={
          mayWrite &&
          templates.length > 0 && (
            <LinkButton href="/emails/templates/new" leftSection={<IconPlus size={16} />}>
              {t('templates.new')}
            </LinkButton>
          )
        }
      />
      <PageBody wide>
        <TemplateList templates={templates} mayWrite={mayWrite} />
      </PageBody>
    </>
  );
}
