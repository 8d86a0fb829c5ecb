'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { ZoneNote } from '../controls/zone-note';
import { type PeriodUnit, periodUnits } from '../period';
import type { CalendarWindow } from './window-schema';

type Value = Extract<CalendarWindow, { calendar: unknown }>;

/** How many units back are offered by name; a saved rule may name earlier ones. */
const OFFERED = 6;
const parts = ['in', 'before', 'since'] as const;

/** A unit of the calendar, or the time before it or since. */
export function CalendarInput({ value, onChange }: { value: Value; onChange: (value: Value) => void }) {
  const t = useTranslations('segments');
  const { calendar, part } = value;
  const offsets = (unit: PeriodUnit) => [
    ...Array.from({ length: OFFERED }, (_, i) => i),
    ...(calendar.unit === unit && -calendar.offset >= OFFERED ? [-calendar.offset] : []),
  ];
  return (
    <>
      <NativeSelect
        aria-label={t('field.calendarPart')}
        className={classes.op}
        value={part ?? 'in'}
        onChange={(event) => {
          const next = event.currentTarget.value as (typeof parts)[number];
          onChange({ calendar, ...(next === 'in' ? {} : { part: next }) });
        }}
        data={parts.map((p) => ({ value: p, label: t(`calendarPart.${p}`) }))}
      />
      <NativeSelect
        aria-label={t('field.calendar')}
        className={classes.op}
        value={`${calendar.unit} ${-calendar.offset}`}
        onChange={(event) => {
          const [unit, ago] = event.currentTarget.value.split(' ');
          onChange({ ...value, calendar: { unit: unit as PeriodUnit, offset: 0 - Number(ago) } });
        }}
        data={periodUnits.map((unit) => ({
          group: t(`periodUnit.${unit}`),
          items: offsets(unit).map((n) => ({ value: `${unit} ${n}`, label: t(`period.${unit}`, { n }) })),
        }))}
      />
      <ZoneNote />
    </>
  );
}
