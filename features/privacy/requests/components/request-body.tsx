import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { PackageProgress } from '../../access-package/components/package-progress';
import { PackageResult } from '../../access-package/components/package-result';
import { ErasureImpact } from '../../erasure/components/erasure-impact';
import { ErasureProgress } from '../../erasure/components/erasure-progress';
import { ErasureResult } from '../../erasure/components/erasure-result';
import type { RequestPage } from '../loaders';
import { History } from './history';
import { NextStep } from './next-step';
import classes from './request.module.css';
import { RequestFacts } from './request-facts';
import type { RunParts } from './run-parts';
import { RunningPanel } from './running-panel';
import { Stepper } from './stepper';
import { SubjectList } from './subject-list';

/** The request's way, what is to be done now, whom it concerns, its history, and beside it what was asked. */
export function RequestBody({ page }: { page: RequestPage }) {
  const { request, clusters, sources, can } = page;
  const erased = request.type === 'erasure' && request.state === 'done';
  return (
    <>
      <Stepper type={request.type} state={request.state} />
      <div className={classes.layout}>
        <div className={classes.main}>
          <NextStep page={page} parts={runParts(page)} />
          {request.state !== 'received' && clusters.length > 0 && <SubjectList clusters={clusters} sources={sources} />}
          <History requestId={request.id} events={page.history} mayNote={can.write && !erased} />
        </div>
        <RequestFacts page={page} />
      </div>
    </>
  );
}

/** What erasure and the access package show, by the request's type; a result only of what was carried out. */
function runParts({ request: { id, type, profileIds, identifiers, state, outcome } }: RequestPage): RunParts {
  const ran = state === 'done' && outcome.result !== 'nothing_held';
  if (type === 'erasure')
    return {
      impact: (
        <Suspense fallback={<Skeleton h={160} mb="md" />}>
          <ErasureImpact profileIds={profileIds} given={identifiers} />
        </Suspense>
      ),
      progress: (
        <RunningPanel>
          <ErasureProgress requestId={id} />
        </RunningPanel>
      ),
      result: ran && (
        <div className={classes.panel}>
          <ErasureResult requestId={id} />
        </div>
      ),
    };
  const isPackage = type === 'access' || type === 'portability';
  return {
    impact: null,
    progress: <RunningPanel>{isPackage && <PackageProgress requestId={id} />}</RunningPanel>,
    result: isPackage && ran && (
      <div className={classes.panel}>
        <PackageResult requestId={id} />
      </div>
    ),
  };
}
