'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { withoutUndefined } from '../controls/drafts';
import { DurationInput } from '../controls/duration-input';
import classes from '../controls/editor.module.css';
import { DateInput } from '../controls/value-input';
import type { EventWindow } from './window-schema';

const kinds = ['ever', 'last', 'between', 'since', 'until', 'range'] as const;
type Kind = (typeof kinds)[number];

type Absolute = { from?: string; to?: string };

function kindOf(window: EventWindow | undefined): Kind {
  if (!window) return 'ever';
  if ('last' in window) return 'last';
  if ('between' in window) return 'between';
  const keys = window as Absolute;
  return 'from' in keys && 'to' in keys ? 'range' : 'to' in keys ? 'until' : 'since';
}

const fresh: Record<Kind, (() => EventWindow) | undefined> = {
  ever: undefined,
  last: () => ({ last: { days: 30 } }),
  between: () => ({ between: { from: { days: 90 }, to: { days: 30 } } }),
  since: () => ({ from: '' }),
  until: () => ({ to: '' }),
  range: () => ({ from: '', to: '' }),
};

/** When an event counts: ever, rolling, between two times ago, or between dates (whole days, UTC). */
export function WindowInput({ value, onChange }: { value: EventWindow | undefined; onChange: (value: EventWindow | undefined) => void }) {
  const t = useTranslations('segments');
  const kind = kindOf(value);
  const dates = (value ?? {}) as Absolute;
  const setDate = (key: 'from' | 'to') => (date: string | number | undefined) => onChange({ ...dates, [key]: String(date ?? '') });
  return (
    <>
      <NativeSelect
        aria-label={t('field.window')}
        className={classes.op}
        value={kind}
        onChange={(event) => onChange(fresh[event.currentTarget.value as Kind]?.())}
        data={kinds.map((k) => ({ value: k, label: t(`windowKind.${k}`) }))}
      />
      {value && 'last' in value && <DurationInput value={value.last} onChange={(last) => onChange({ last })} />}
      {value && 'between' in value && (
        <>
          <DurationInput
            label={t('field.from')}
            value={value.between.from}
            onChange={(from) => onChange({ between: { ...value.between, from } })}
          />
          <DurationInput
            label={t('field.to')}
            value={value.between.to}
            onChange={(to) => onChange({ between: { ...value.between, to } })}
          />
        </>
      )}
      {(kind === 'since' || kind === 'range') && <DateInput label={t('field.from')} value={dates.from} onChange={setDate('from')} />}
      {(kind === 'until' || kind === 'range') && <DateInput label={t('field.to')} value={dates.to} onChange={setDate('to')} />}
      {JSON.stringify(withoutUndefined(value ?? {})).includes('"months"') && <span className={classes.note}>{t('missing.monthNote')}</span>}
    </>
  );
}
