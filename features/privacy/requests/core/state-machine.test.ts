import { describe, expect, it } from 'vitest';
import { requestStates, requestTypes } from '../constants';
import { advance, needsApproval, openSteps, type Step, steps } from './state-machine';

type Known = Parameters<typeof advance>[0];
const due = new Date('2026-02-28T23:59:59Z');
const now = new Date('2026-02-01T00:00:00Z');
const request = (over: Partial<Known> = {}): Known => ({
  type: 'access',
  state: 'received',
  pausedAt: null,
  registeredBy: 'registrar',
  verifiedBy: 'verifier',
  nobody: false,
  extendedAt: null,
  firstDueAt: due,
  liftedAt: null,
  task: { corrections: [{ profileId: 'p', trait: 't', value: 'v' }] },
  ...over,
});

// Written out, state by state: what a third person may do, by kind of type. Everything else is refused.
const approvedTypes: Record<(typeof requestStates)[number], Step[]> = {
  received: ['await_identity', 'verify', 'refuse', 'cancel', 'extend'],
  verified: ['send_back', 'approve', 'refuse', 'cancel', 'extend'],
  approved: ['send_back', 'run', 'refuse', 'cancel', 'extend'],
  running: ['finish', 'fail', 'extend'],
  done: [],
  refused: [],
  cancelled: [],
};
const otherTypes = {
  ...approvedTypes,
  verified: ['send_back', 'run', 'refuse', 'cancel', 'extend'] as Step[],
  approved: ['send_back', 'refuse', 'cancel', 'extend'] as Step[],
};
const leadsTo: Partial<Record<Step, string>> = {
  verify: 'verified',
  send_back: 'received',
  approve: 'approved',
  run: 'running',
  answer_nothing: 'done',
  finish: 'done',
  refuse: 'refused',
  cancel: 'cancelled',
};

describe.each(requestTypes)('%s', (type) => {
  describe.each(requestStates)('%s', (state) => {
    it.each(steps)('%s', (step) => {
      const expected = [...(needsApproval(type) ? approvedTypes : otherTypes)[state]];
      if (state === 'done' && (type === 'restriction' || type === 'objection')) expected.push('lift');
      const verdict = advance(request({ type, state }), step, 'third', now);
      if (!expected.includes(step)) return expect(verdict).toHaveProperty('obstacle');
      const back = step === 'fail' ? (needsApproval(type) ? 'approved' : 'verified') : undefined;
      expect(verdict).toEqual({ to: back ?? leadsTo[step] ?? state });
    });
  });
});

it('says “wrong state” whenever the state is what is wrong', () => {
  for (const type of requestTypes)
    for (const state of ['done', 'refused', 'cancelled'] as const)
      for (const step of steps.filter((s) => s !== 'lift'))
        expect(advance(request({ type, state }), step, 'third', now)).toEqual({ obstacle: 'wrong_state' });
});

describe('four eyes', () => {
  const verified = request({ state: 'verified' });
  it.each([
    ['who verified', 'verifier'],
    ['who registered', 'registrar'],
    ['no member of staff', null],
  ])('%s cannot approve', (_who, by) => {
    expect(advance(verified, 'approve', by, now)).toEqual({ obstacle: 'second_person' });
    expect(openSteps(verified, by, now)).not.toContain('approve');
  });
  it('nothing that needs approval runs unapproved, and nothing unverified is approved', () => {
    for (const type of requestTypes.filter(needsApproval)) {
      expect(advance(request({ type, state: 'verified' }), 'run', 'third', now)).toEqual({ obstacle: 'wrong_state' });
      expect(advance(request({ type, state: 'received' }), 'approve', 'third', now)).toEqual({ obstacle: 'wrong_state' });
      expect(advance(request({ type, state: 'received' }), 'run', 'third', now)).toEqual({ obstacle: 'wrong_state' });
    }
  });
});

it('answers “nothing is held” only when nobody matched, and then neither approves nor runs', () => {
  const nobody = request({ state: 'verified', nobody: true });
  expect(advance(nobody, 'answer_nothing', 'verifier', now)).toEqual({ to: 'done' });
  expect(advance(nobody, 'approve', 'third', now)).toEqual({ obstacle: 'nobody_matched' });
  expect(advance(request({ type: 'objection', state: 'verified', nobody: true }), 'run', 'third', now)).toEqual({
    obstacle: 'nobody_matched',
  });
  expect(advance(request({ state: 'verified' }), 'answer_nothing', 'third', now)).toEqual({ obstacle: 'somebody_matched' });
});

it('extends once, and only before the first due date', () => {
  expect(advance(request(), 'extend', 'a', due)).toEqual({ to: 'received' });
  expect(advance(request(), 'extend', 'a', new Date(due.getTime() + 1))).toEqual({ obstacle: 'too_late' });
  expect(advance(request({ extendedAt: now }), 'extend', 'a', now)).toEqual({ obstacle: 'already_extended' });
  expect(advance(request({ pausedAt: now }), 'extend', 'a', new Date('2027-01-01'))).toEqual({ to: 'received' });
});

it('stops and starts the clock only when it runs or stands', () => {
  expect(advance(request({ pausedAt: now }), 'await_identity', 'a', now)).toEqual({ obstacle: 'clock_stands' });
  expect(advance(request(), 'resume_clock', 'a', now)).toEqual({ obstacle: 'clock_runs' });
  expect(advance(request({ pausedAt: now }), 'resume_clock', 'a', now)).toEqual({ to: 'received' });
  expect(advance(request({ pausedAt: now }), 'verify', 'a', now)).toEqual({ to: 'verified' });
});

it('runs a rectification only with something to correct, and lifts only once', () => {
  expect(advance(request({ type: 'rectification', state: 'verified', task: {} }), 'run', 'a', now)).toEqual({ obstacle: 'nothing_to_do' });
  expect(advance(request({ type: 'restriction', state: 'done', liftedAt: now }), 'lift', 'a', now)).toEqual({ obstacle: 'not_liftable' });
});
