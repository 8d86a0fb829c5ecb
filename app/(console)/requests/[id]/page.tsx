import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { RequestBody } from '@/features/privacy/requests/components/request-body';
import { RequestMenu } from '@/features/privacy/requests/components/request-menu';
import { RequestStatus } from '@/features/privacy/requests/components/request-state';
import { TimeLeft } from '@/features/privacy/requests/components/time-left';
import { loadRequest, loadRequestNumber } from '@/features/privacy/requests/loaders';
import { getFormat } from '@/lib/i18n/get-format';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, format, number] = await Promise.all([getTranslations('requests'), getFormat(), params.then(({ id }) => loadRequestNumber(id))]);
  return { title: t('one', { number: format.integer(number) }) };
}

export default async function RequestPage({ params }: Props) {
  const [t, format, page] = await Promise.all([getTranslations('requests'), getFormat(), params.then(({ id }) => loadRequest(id))]);
  const { request, can } = page;
  return (
    <>
      <PageHeader
        title={`${t(`type.${request.type}`)} · ${t('one', { number: format.integer(request.number) })}`}
        crumbs={[{ label: t('title'), href: '/requests' }]}
        badge={
          <>
            <RequestStatus state={request.state} />
            <TimeLeft
              state={request.state}
              daysLeft={page.daysLeft}
              paused={request.pausedAt !== null}
              dueOn={format.date(request.dueAt)}
            />
          </>
        }
        action={
          can.write && (
            <RequestMenu
              requestId={request.id}
              steps={page.steps}
              mail={!page.canSendMail ? 'noServer' : request.contact ? 'sent' : 'noAddress'}
            />
          )
        }
      />
      <PageBody wide>
        <RequestBody page={page} />
      </PageBody>
    </>
  );
}
