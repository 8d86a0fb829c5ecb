import type { TransactionSql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { advance, type Obstacle, type Step } from '../core/state-machine';
import { lockRequest } from '../data/find-request';
import type { RequestState, SubjectRequest } from '../types';

const sentences: Record<Obstacle, string> = {
  wrong_state: 'The request is not in the state for this step. Look at it again: somebody may have gone on.',
  clock_runs: 'The clock is running already.',
  clock_stands: 'The clock stands still already.',
  second_person: 'A second person must approve: not who registered the request, nor who confirmed the identity.',
  nobody_matched: 'It was confirmed that nothing is held about this person. Answer that, or send the request back.',
  somebody_matched: 'The request concerns profiles. Carry it out, or send it back.',
  already_extended: 'The time was extended already; the law allows it once.',
  too_late: 'The time can be extended only before the first due date.',
  not_liftable: 'There is nothing to lift.',
  nothing_to_do: 'Say first what is to be corrected.',
};

/**
 * Holds the request and checks that this step may be taken now by whoever asks.
 * @returns the request as it was, the state it goes to, and the database's time
 * @throws AppError not_found, conflict (409) for a wrong state, forbidden when a second person is needed
 */
export async function allowStep(
  tx: TransactionSql,
  scope: Scope,
  id: string,
  step: Step,
): Promise<{ request: SubjectRequest; to: RequestState; now: Date }> {
  const request = await lockRequest(tx, id);
  const [clock] = await tx<{ now: Date }[]>`select clock_timestamp() as now`;
  const now = clock?.now ?? new Date();
  const verdict = advance(request, step, scope.actor.type === 'user' ? scope.actor.id : null, now);
  if ('to' in verdict) return { request, to: verdict.to, now };
  throw refusal(verdict.obstacle);
}

const refusal = (obstacle: Obstacle): AppError =>
  new AppError(obstacle === 'second_person' ? 'forbidden' : 'conflict', sentences[obstacle], { key: `request.${obstacle}` });
