import { fourEyesTypes } from '../constants';
import type { RequestState, SubjectRequest } from '../types';

/** Everything that can be done to a request. `finish` and `fail` are the worker's; the others are a person's. */
export const steps = [
  'await_identity',
  'resume_clock',
  'verify',
  'send_back',
  'approve',
  'run',
  'answer_nothing',
  'finish',
  'fail',
  'refuse',
  'cancel',
  'extend',
  'lift',
] as const;
export type Step = (typeof steps)[number];

/** Why a step is refused. The first three speak of the request, the others of who and when. */
export type Obstacle =
  | 'wrong_state'
  | 'clock_runs'
  | 'clock_stands'
  | 'second_person'
  | 'nobody_matched'
  | 'somebody_matched'
  | 'already_extended'
  | 'too_late'
  | 'not_liftable'
  | 'nothing_to_do';

export type Verdict = { to: RequestState } | { obstacle: Obstacle };

type Known = Pick<
  SubjectRequest,
  'type' | 'state' | 'pausedAt' | 'registeredBy' | 'verifiedBy' | 'nobody' | 'extendedAt' | 'firstDueAt' | 'liftedAt' | 'task'
>;

const from: Record<Step, readonly RequestState[]> = {
  await_identity: ['received'],
  resume_clock: ['received'],
  verify: ['received'],
  send_back: ['verified', 'approved'],
  approve: ['verified'],
  run: ['verified', 'approved'],
  answer_nothing: ['verified'],
  finish: ['running'],
  fail: ['running'],
  refuse: ['received', 'verified', 'approved'],
  cancel: ['received', 'verified', 'approved'],
  extend: ['received', 'verified', 'approved', 'running'],
  lift: ['done'],
};

/** Whether a second person must approve a request of this type. */
export const needsApproval = (type: SubjectRequest['type']): boolean => (fourEyesTypes as readonly string[]).includes(type);

/**
 * Whether a step may be taken now by this person (null: no member of staff), and the state it leads to. The one place that knows the
 * order of things; `now` counts for extensions only.
 */
export function advance(request: Known, step: Step, by: string | null, now: Date): Verdict {
  if (!from[step].includes(request.state)) return { obstacle: 'wrong_state' };
  const { state, type } = request;
  switch (step) {
    case 'await_identity':
      return request.pausedAt ? { obstacle: 'clock_stands' } : { to: state };
    case 'resume_clock':
      return request.pausedAt ? { to: state } : { obstacle: 'clock_runs' };
    case 'verify':
      return { to: 'verified' };
    case 'send_back':
      return { to: 'received' };
    case 'approve':
      if (!needsApproval(type)) return { obstacle: 'wrong_state' };
      if (request.nobody) return { obstacle: 'nobody_matched' };
      if (by === null || by === request.verifiedBy || by === request.registeredBy) return { obstacle: 'second_person' };
      return { to: 'approved' };
    case 'run':
      if (request.nobody) return { obstacle: 'nobody_matched' };
      if (needsApproval(type) !== (state === 'approved')) return { obstacle: 'wrong_state' };
      if (type === 'rectification' && !request.task.corrections?.length) return { obstacle: 'nothing_to_do' };
      return { to: 'running' };
    case 'answer_nothing':
      return request.nobody ? { to: 'done' } : { obstacle: 'somebody_matched' };
    case 'finish':
      return { to: 'done' };
    case 'fail':
      return { to: needsApproval(type) ? 'approved' : 'verified' };
    case 'refuse':
      return { to: 'refused' };
    case 'cancel':
      return { to: 'cancelled' };
    case 'extend':
      if (request.extendedAt) return { obstacle: 'already_extended' };
      // While the clock stands, the time that is left stays left.
      if ((request.pausedAt ?? now).getTime() > request.firstDueAt.getTime()) return { obstacle: 'too_late' };
      return { to: state };
    case 'lift':
      if (type !== 'restriction' && type !== 'objection') return { obstacle: 'not_liftable' };
      return request.liftedAt || request.nobody ? { obstacle: 'not_liftable' } : { to: state };
  }
}

/** The steps open to this person now, for what a page offers. */
export const openSteps = (request: Known, by: string | null, now: Date): Step[] =>
  steps.filter((step) => 'to' in advance(request, step, by, now));
