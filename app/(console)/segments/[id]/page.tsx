import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageBody } from '@/components/page-body';
import { PageHeader } from '@/components/page-header';
import { UrlTabs } from '@/components/url-tabs';
import { ExportButton } from '@/features/activation/components/export-button';
import { SegmentReach } from '@/features/consent/components/segment-reach';
import { EmailSegmentButton } from '@/features/journeys/components/email-segment-button';
import { ComparePanel } from '@/features/segments/compare/components/compare-panel';
import { loadComparedTraits } from '@/features/segments/compare/loaders';
import { BuildingProgress } from '@/features/segments/components/building-progress';
import { ChangesTable } from '@/features/segments/components/changes-table';
import { InvalidNotice } from '@/features/segments/components/invalid-notice';
import { LabelList } from '@/features/segments/components/label-list';
import { LiveSize, LiveStatus } from '@/features/segments/components/live-header';
import { MembersTable } from '@/features/segments/components/members-table';
import { RuleView } from '@/features/segments/components/rule-view';
import { SegmentActions } from '@/features/segments/components/segment-actions';
import { StandingStill } from '@/features/segments/components/standing-still';
import { WhyPanel } from '@/features/segments/components/why-panel';
import { segmentTabs, tabOf } from '@/features/segments/core/tabs';
import { loadColumnTraits, loadNames, loadSegment } from '@/features/segments/loaders';
import { OverviewPanel } from '@/features/segments/overview/components/overview-panel';
import { loadOverview } from '@/features/segments/overview/loaders';
import { VersionsPanel } from '@/features/segments/versions/components/versions-panel';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ tab?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadSegment((await params).id)).segment.name };
}

export default async function SegmentPage({ params, searchParams }: Props) {
  const { id } = await params;
  const tab = tabOf((await searchParams).tab);
  const [t, { segment, missing, may }, names] = await Promise.all([getTranslations('segments'), loadSegment(id), loadNames()]);
  const { size, state, status, error } = segment;
  const now = { size, state, status, error };
  return (
    <>
      <PageHeader
        title={segment.name}
        crumbs={[{ label: t('title'), href: '/segments' }]}
        badge={
          <>
            <LiveStatus id={id} shown={now} />
            <LabelList labels={segment.labels} />
          </>
        }
        description={segment.description}
        action={may.write && <SegmentActions id={id} name={segment.name} status={segment.status} />}
        tabs={
          <UrlTabs
            label={t('tab.label')}
            tabs={segmentTabs.map((key) => ({
              href: key === 'members' ? `/segments/${id}` : `/segments/${id}?tab=${key}`,
              label: t(`tab.${key}`),
              active: key === tab,
              count: key === 'members' ? <LiveSize id={id} shown={now} /> : undefined,
            }))}
          />
        }
      />
      <PageBody wide={tab === 'members' || tab === 'changes'}>
        {segment.status === 'active' && segment.state === 'building' && (
          <BuildingProgress id={id} progress={segment.progress} mayStop={may.write} />
        )}
        {segment.status === 'active' && (segment.state === 'stopped' || segment.state === 'failed') && (
          <StandingStill
            id={id}
            state={segment.state}
            error={segment.error}
            evaluated={segment.evaluatedAt !== null}
            mayStart={may.write}
          />
        )}
        {segment.status === 'active' && segment.state === 'invalid' && <InvalidNotice missing={missing} />}
        {tab === 'members' && segment.state === 'live' && <SegmentReach segmentId={id} />}
        {tab === 'members' && (
          <MembersTable
            segmentId={id}
            state={segment.state}
            mayOpen={may.profiles}
            maySearch={may.search}
            traits={await loadColumnTraits()}
            actions={
              segment.status === 'active' && (
                <>
                  {may.email && <EmailSegmentButton segmentId={id} />}
                  {may.export && <ExportButton segment={{ id, name: segment.name }} />}
                </>
              )
            }
          />
        )}
        {tab === 'changes' && <ChangesTable segmentId={id} mayOpen={may.profiles} />}
        {tab === 'overview' && (
          <OverviewPanel segment={{ id, name: segment.name }} now={now} {...(await loadOverview(id))} may={may} names={names} />
        )}
        {tab === 'rule' && <RuleView rule={segment.rule} dependsOn={segment.dependsOn} error={segment.error} names={names} />}
        {tab === 'compare' && (
          <ComparePanel
            segment={{ id, name: segment.name }}
            segments={names.segments}
            traits={await loadComparedTraits()}
            mayOpen={may.profiles}
            maySave={may.write}
          />
        )}
        {tab === 'versions' && (
          <VersionsPanel segmentId={id} current={segment.version} mayRestore={may.write && segment.status === 'active'} names={names} />
        )}
        {tab === 'why' && <WhyPanel segmentId={id} names={names} mayOpen={may.profiles} />}
      </PageBody>
    </>
  );
}
