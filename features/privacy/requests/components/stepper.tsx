'use client';

import { IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { needsApproval } from '../core/state-machine';
import type { RequestState, RequestType } from '../types';
import classes from './request.module.css';

const way = ['received', 'verified', 'approved', 'done'] as const;

/** Where a request stands on its way: identity, approval (for what hands out or destroys data), carrying out, end. */
export function Stepper({ type, state }: { type: RequestType; state: RequestState }) {
  const t = useTranslations('requests.steps');
  const format = useFormat();
  const stops = way.filter((stop) => stop !== 'verified' || needsApproval(type));
  const here = placeOf(state, stops);
  return (
    <ol className={classes.steps} aria-label={t('label')}>
      {stops.map((stop, n) => {
        const step = n < here || state === 'done' ? 'past' : n === here ? 'now' : 'ahead';
        return (
          <li key={stop} data-step={step} aria-current={step === 'now' ? 'step' : undefined}>
            <span className={classes.dot} aria-hidden>
              {step === 'past' ? <IconCheck size={14} /> : format.integer(n + 1)}
            </span>
            {stop === 'approved' && state === 'running' ? t('running') : t(stop)}
          </li>
        );
      })}
    </ol>
  );
}

/** At which stop; a refused or cancelled request is at the end. */
function placeOf(state: RequestState, stops: readonly string[]): number {
  if (state === 'received') return 0;
  if (state === 'verified') return Math.max(1, stops.indexOf('verified'));
  if (state === 'approved' || state === 'running') return stops.indexOf('approved');
  return stops.length - 1;
}
