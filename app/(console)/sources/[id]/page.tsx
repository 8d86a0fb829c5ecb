import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { Status } from '@/components/status';
import { LiveEvents } from '@/features/ingest/components/live-events';
import { Rejects } from '@/features/ingest/components/rejects';
import { MappingScreen } from '@/features/ingest/pulls/components/mapping-screen';
import { loadMapping } from '@/features/ingest/pulls/loaders';
import { SourceOverview } from '@/features/sources/components/source-overview';
import { SourceSettings } from '@/features/sources/components/source-settings';
import { SourceSetup } from '@/features/sources/components/source-setup';
import { SourceTabs } from '@/features/sources/components/source-tabs';
import { ConnectionForm } from '@/features/sources/connections/components/connection-form';
import { RunLog } from '@/features/sources/connections/components/run-log';
import { ScheduleForm } from '@/features/sources/connections/components/schedule-form';
import { loadConnection, loadRunLog, loadSchedule } from '@/features/sources/connections/loaders';
import { tabOf, tabsOf } from '@/features/sources/core/tabs';
import { loadSource, loadSourceStats } from '@/features/sources/loaders';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { source } = await loadSource((await params).id);
  return { title: source.name };
}

export default async function SourcePage({ params, searchParams }: Props) {
  const [{ id }, query, t] = await Promise.all([params, searchParams, getTranslations('sources')]);
  const { source, mayWrite } = await loadSource(id);
  const tab = tabOf(query.tab, tabsOf(source.kind, mayWrite));
  const range = query.range === '30d' ? '30d' : '24h';
  return (
    <>
      <PageHeader
        title={source.name}
        crumbs={[{ label: t('title'), href: '/sources' }]}
        badge={<Status tone={source.status === 'enabled' ? 'success' : 'neutral'}>{t(`status.${source.status}`)}</Status>}
        tabs={<SourceTabs source={source} mayWrite={mayWrite} active={tab} />}
      />
      <PageBody wide={tab === 'live' || tab === 'rejects' || tab === 'runs' || tab === 'mapping'}>
        {tab === 'overview' && <SourceOverview source={source} initial={await loadSourceStats(id, range)} range={range} />}
        {tab === 'setup' && <SourceSetup source={source} />}
        {tab === 'connection' && <ConnectionForm view={await loadConnection(id)} />}
        {tab === 'mapping' && <MappingScreen view={await loadMapping(id)} />}
        {tab === 'schedule' && <ScheduleForm view={await loadSchedule(id)} />}
        {tab === 'runs' && <Runs id={id} />}
        {tab === 'live' && <LiveEvents sourceId={id} linkProfiles />}
        {tab === 'rejects' && <Rejects sourceId={id} mayWrite={mayWrite} />}
        {tab === 'settings' && <SourceSettings source={source} />}
      </PageBody>
    </>
  );
}

async function Runs({ id }: { id: string }) {
  const { log, mayWrite } = await loadRunLog(id);
  return <RunLog id={id} initial={log} mayWrite={mayWrite} />;
}
