'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { withoutUndefined } from '../controls/drafts';
import { DurationInput } from '../controls/duration-input';
import classes from '../controls/editor.module.css';
import { DateInput } from '../controls/number-field';
import { Place } from '../controls/place';
import { CalendarInput } from './calendar-input';
import { SinceInput } from './since-input';
import { freshWindow, kindOfWindow, offeredKinds, type WindowKind, type WindowOffer } from './window-kinds';
import type { EventWindow } from './window-schema';

type Absolute = { from?: string; to?: string };
type Props = { value: EventWindow | undefined; onChange: (value: EventWindow | undefined) => void; offers?: WindowOffer };

/** When an event counts: ever, rolling, by the calendar, between dates (whole days, UTC), or since something of the person's own. */
export function WindowInput({ value, onChange, offers = 'all' }: Props) {
  const t = useTranslations('segments');
  const kind = kindOfWindow(value);
  const dates = (value ?? {}) as Absolute;
  const setDate = (key: 'from' | 'to') => (date: string | number | undefined) => onChange({ ...dates, [key]: String(date ?? '') });
  return (
    <>
      <Place at="window">
        <span className={classes.phrase}>
          <NativeSelect
            aria-label={t('field.window')}
            className={classes.op}
            value={kind}
            onChange={(event) => onChange(freshWindow[event.currentTarget.value as WindowKind]())}
            data={offeredKinds(offers).map((k) => ({ value: k, label: t(`windowKind.${k}`) }))}
          />
          {value && 'last' in value && (
            <Place at="last">
              <DurationInput value={value.last} onChange={(last) => onChange({ last })} />
            </Place>
          )}
          {value && 'between' in value && (
            <>
              {value.between.from && (
                <Place at="between">
                  <Place at="from">
                    <DurationInput
                      label={t('field.from')}
                      value={value.between.from}
                      onChange={(from) => onChange({ between: { ...value.between, from } })}
                    />
                  </Place>
                </Place>
              )}
              <Place at="between">
                <Place at="to">
                  <DurationInput
                    label={t('field.to')}
                    value={value.between.to}
                    onChange={(to) => onChange({ between: { ...value.between, to } })}
                  />
                </Place>
              </Place>
            </>
          )}
          {value && 'calendar' in value && <CalendarInput value={value} onChange={onChange} />}
          {value && ('sinceTrait' in value || 'sinceEvent' in value) && <SinceInput value={value} onChange={onChange} />}
          {(kind === 'since' || kind === 'range') && (
            <Place at="from">
              <DateInput label={t('field.from')} value={dates.from} onChange={setDate('from')} />
            </Place>
          )}
          {(kind === 'until' || kind === 'range') && (
            <Place at="to">
              <DateInput label={t('field.to')} value={dates.to} onChange={setDate('to')} />
            </Place>
          )}
        </span>
      </Place>
      {JSON.stringify(withoutUndefined(value ?? {})).includes('"months"') && <span className={classes.note}>{t('missing.monthNote')}</span>}
    </>
  );
}
