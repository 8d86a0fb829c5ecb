'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from './editor.module.css';
import { Place } from './place';
import { SmallNumber } from './small-number';

type Props = { value: unknown; onChange: (value: { days: number | undefined }) => void };

/** Today, or within so many days: when the day of the year comes round. */
export function AnniversaryInput({ value, onChange }: Props) {
  const t = useTranslations('segments');
  const days = typeof value === 'object' && value !== null && 'days' in value ? value.days : undefined;
  const today = days === 0;
  return (
    <span className={classes.pair}>
      <NativeSelect
        aria-label={t('field.which')}
        value={today ? 'today' : 'within'}
        onChange={(event) => onChange({ days: event.currentTarget.value === 'today' ? 0 : 7 })}
        data={[
          { value: 'today', label: t('dates.today') },
          { value: 'within', label: t('dates.within') },
        ]}
      />
      {!today && (
        <>
          <Place at="days">
            <SmallNumber
              label={t('field.amount')}
              min={1}
              max={366}
              value={typeof days === 'number' ? days : undefined}
              onChange={(next) => onChange({ days: next })}
            />
          </Place>
          <span className={classes.word}>{t('unit.days')}</span>
        </>
      )}
    </span>
  );
}
