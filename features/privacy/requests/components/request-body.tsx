import type { RequestPage } from '../loaders';
import { History } from './history';
import { NextStep } from './next-step';
import classes from './request.module.css';
import { RequestFacts } from './request-facts';
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
          <NextStep page={page} parts={{ impact: null, progress: <RunningPanel requestId={request.id} />, result: null }} />
          {request.state !== 'received' && clusters.length > 0 && <SubjectList clusters={clusters} sources={sources} />}
          <History requestId={request.id} events={page.history} mayNote={can.write && !erased} />
        </div>
        <RequestFacts page={page} />
      </div>
    </>
  );
}
