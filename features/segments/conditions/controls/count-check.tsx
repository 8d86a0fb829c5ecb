'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { CountOp } from '../event/measure';
import { Place } from './place';
import { SmallNumber } from './small-number';

const ops: readonly CountOp[] = ['gte', 'gt', 'lte', 'lt', 'eq', 'neq'];

type Props = {
  labels: { op: string; count: string };
  /** The name of the number in the condition. */
  at?: string;
  op: CountOp;
  count: number | undefined;
  onChange: (op: CountOp, count: number | undefined) => void;
};

/** How a number of things compares with another. */
export function CountCheck({ labels, at = 'count', op, count, onChange }: Props) {
  const t = useTranslations('segments.countOp');
  return (
    <>
      <NativeSelect
        aria-label={labels.op}
        value={op}
        onChange={(event) => onChange(event.currentTarget.value as CountOp, count)}
        data={ops.map((value) => ({ value, label: t(value) }))}
      />
      <Place at={at}>
        <SmallNumber label={labels.count} value={count} onChange={(next) => onChange(op, next)} />
      </Place>
    </>
  );
}
