'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type Period, type PeriodUnit, periodUnits } from '../period';
import classes from './editor.module.css';
import { SmallNumber } from './small-number';

const NEAR = [0, -1, 1];

type Props = { value: Period | undefined; onChange: (value: Period) => void };

/** A stretch of the calendar as seen from today: this month, last week, or so many of them ago or ahead. */
export function PeriodInput({ value, onChange }: Props) {
  const t = useTranslations('segments');
  const { unit, offset } = value ?? { unit: 'month' as const, offset: 0 };
  const near = NEAR.includes(offset);
  const direction = offset < 0 ? 'ago' : 'ahead';
  const choose = (next: string) => onChange({ unit, offset: next === 'ago' ? -2 : next === 'ahead' ? 2 : Number(next) });
  return (
    <span className={classes.pair}>
      {!near && (
        <SmallNumber
          label={t('field.amount')}
          min={2}
          max={400}
          value={Math.abs(offset)}
          onChange={(n) => onChange({ unit, offset: (direction === 'ago' ? -1 : 1) * Math.max(2, Math.min(400, n || 2)) })}
        />
      )}
      <NativeSelect
        aria-label={t('field.unit')}
        value={unit}
        onChange={(event) => onChange({ unit: event.currentTarget.value as PeriodUnit, offset })}
        data={periodUnits.map((u) => ({ value: u, label: t(`dates.unit.${u}`) }))}
      />
      <NativeSelect
        aria-label={t('field.which')}
        value={near ? String(offset) : direction}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: '0', label: t('dates.which.this') },
          { value: '-1', label: t('dates.which.last') },
          { value: '1', label: t('dates.which.next') },
          { value: 'ago', label: t('dates.which.ago') },
          { value: 'ahead', label: t('dates.which.ahead') },
        ]}
      />
    </span>
  );
}
