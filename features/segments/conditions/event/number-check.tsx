'use client';

import { NativeSelect, NumberInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { useMarks } from '../controls/place';
import type { PairDraft } from './draft';
import type { CountOp } from './measure';

type Op = CountOp | 'between';
const ops: readonly Op[] = ['gte', 'gt', 'lte', 'lt', 'eq', 'neq', 'between'];
type Amount = number | PairDraft | undefined;

type Props = {
  op: Op | undefined;
  amount: Amount;
  /** A count of something: whole numbers, and none of them below nought. */
  counts: boolean;
  label: string;
  onChange: (op: Op, amount: Amount) => void;
  /** Offered beside the comparisons: never. */
  never?: { is: boolean; choose: () => void } | undefined;
};

const low = (amount: Amount): number | undefined => (Array.isArray(amount) ? amount[0] : amount);

/** How a number compares: with one other, or between two. */
export function NumberCheck({ op = 'gte', amount, counts, label, onChange, never }: Props) {
  const t = useTranslations('segments');
  const words = counts ? 'countOp' : 'sumOp';
  const choose = (value: string) => {
    if (value === 'never') return never?.choose();
    const next = value as Op;
    if (next === 'between') return onChange(next, [low(amount), Array.isArray(amount) ? amount[1] : undefined]);
    return onChange(next, never?.is ? 1 : low(amount));
  };
  const mark = useMarks();
  const field = (name: string, value: number | undefined, set: (n: number | undefined) => void, at?: string) => (
    <NumberInput
      {...mark(at)}
      aria-label={name}
      className={classes.small}
      {...(counts ? { min: 0 } : {})}
      allowDecimal={!counts}
      allowNegative={!counts}
      clampBehavior="none"
      hideControls
      value={value ?? ''}
      onChange={(n) => set(n === '' ? undefined : Number(n))}
    />
  );
  return (
    <>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={never?.is ? 'never' : op}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          ...ops.map((value) => ({ value: value as string, label: t(`${words}.${value}`) })),
          ...(never ? [{ value: 'never', label: t('countOp.never') }] : []),
        ]}
      />
      {!never?.is && op === 'between' && (
        <span className={classes.pair}>
          {field(t('field.from'), low(amount), (n) => onChange(op, [n, Array.isArray(amount) ? amount[1] : undefined]), '0')}
          {field(t('field.to'), Array.isArray(amount) ? amount[1] : undefined, (n) => onChange(op, [low(amount), n]), '1')}
        </span>
      )}
      {!never?.is && op !== 'between' && field(label, low(amount), (n) => onChange(op, n))}
    </>
  );
}
