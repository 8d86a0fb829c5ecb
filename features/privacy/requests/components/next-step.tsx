import { getTranslations } from 'next-intl/server';
import type { RequestPage } from '../loaders';
import { AddIdentifier } from './add-identifier';
import { ApprovePanel } from './approve-panel';
import { ClusterDetails } from './cluster-details';
import { CorrectionsForm } from './corrections-form';
import { LiftPanel } from './lift-panel';
import { MatchForm } from './match-form';
import { NothingPanel } from './nothing-panel';
import classes from './request.module.css';
import { ResultPanel } from './result-panel';
import { RunPanel } from './run-panel';
import type { RunParts } from './run-parts';

/** What is to be done now, by the request's state. `parts`: what erasure and the access package show of a run. */
export async function NextStep({ page, parts }: { page: RequestPage; parts: RunParts }) {
  const { request, steps, can } = page;
  const { id, type, nobody, state } = request;
  if (state === 'received') return <IdentityStep page={page} />;
  if (state === 'verified' && nobody) return <NothingPanel requestId={id} mayWrite={can.write} />;
  if (state === 'verified' && (type === 'access' || type === 'portability' || type === 'erasure')) {
    return (
      <>
        <ApprovePanel requestId={id} mayApprove={can.approve} offered={steps.includes('approve')} others={page.otherApprovers} />
        {parts.impact}
      </>
    );
  }
  if (state === 'verified' && type === 'rectification') return <CorrectionStep page={page} />;
  if ((state === 'verified' || state === 'approved') && type !== 'rectification')
    return (
      <RunPanel request={{ id, number: request.number, type, error: request.error }} mayRun={can.write && steps.includes('run')}>
        {parts.impact}
      </RunPanel>
    );
  if (state === 'running') return parts.progress;
  return (
    <>
      <ResultPanel request={request} />
      {parts.result}
      {can.write && steps.includes('lift') && (type === 'restriction' || type === 'objection') && <LiftPanel requestId={id} type={type} />}
    </>
  );
}

async function IdentityStep({ page: { request, matches, clusters, sources, can } }: { page: RequestPage }) {
  const t = await getTranslations('requests.identity');
  const candidates = clusters.flatMap((cluster) => {
    const match = matches.find((one) => one.profileId === cluster.profile.id);
    return match ? [{ match, cluster, details: <ClusterDetails cluster={cluster} sources={sources} /> }] : [];
  });
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p>{t('text')}</p>
      {can.write && <AddIdentifier requestId={request.id} />}
      <MatchForm requestId={request.id} candidates={candidates} proof={request.proof} mayWrite={can.write} />
    </section>
  );
}

async function CorrectionStep({ page: { request, clusters, can } }: { page: RequestPage }) {
  const t = await getTranslations('requests.identity');
  const people = clusters.map(({ profile }) => ({
    id: profile.id,
    name: profile.name ?? profile.identifiers[0]?.value ?? t('unnamed'),
    traits: profile.traits,
  }));
  const { corrections = [], reason = '' } = request.task;
  return <CorrectionsForm requestId={request.id} people={people} planned={corrections} reason={reason} mayWrite={can.write} />;
}
