'use client';

import { Autocomplete, NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { Place, useMarks } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import { EventInput } from './event-input';
import type { EventWindow } from './window-schema';

type Value = Extract<EventWindow, { sinceTrait: unknown } | { sinceEvent: unknown }>;

/** The moment of the person's own after which events count. */
export function SinceInput({ value, onChange }: { value: Value; onChange: (value: Value) => void }) {
  const t = useTranslations('segments');
  const { traits } = useSuggestions();
  const mark = useMarks();
  if ('sinceTrait' in value)
    return (
      <>
        <Autocomplete
          {...mark('sinceTrait.trait')}
          aria-label={t('field.sinceTrait')}
          placeholder={t('field.traitPlaceholder')}
          className={classes.name}
          data={traits.filter((trait) => trait.type === 'date').map((trait) => trait.name)}
          value={value.sinceTrait.trait}
          onChange={(trait) => onChange({ sinceTrait: { trait } })}
        />
        <span className={classes.note}>{t('missing.beginless')}</span>
      </>
    );
  const { event, which } = value.sinceEvent;
  return (
    <>
      <NativeSelect
        aria-label={t('field.sinceWhich')}
        className={classes.op}
        value={which}
        onChange={(e) => onChange({ sinceEvent: { event, which: e.currentTarget.value as 'first' | 'last' } })}
        data={(['first', 'last'] as const).map((w) => ({ value: w, label: t(`sinceWhich.${w}`) }))}
      />
      <Place at="sinceEvent">
        <EventInput
          label={t('field.sinceEvent')}
          any={false}
          value={event}
          onChange={(name) => onChange({ sinceEvent: { event: name ?? '', which } })}
        />
      </Place>
      <span className={classes.note}>{t('missing.beginless')}</span>
    </>
  );
}
