'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DurationInput } from '../controls/duration-input';
import classes from '../controls/editor.module.css';
import { Place } from '../controls/place';
import { SmallNumber } from '../controls/small-number';
import { EventInput } from '../event/event-input';
import { WhereFilters } from '../event/where-filters';
import { WindowInput } from '../event/window-input';
import { type ActivityDraft, patternFields } from './draft';
import type { ActivityPattern } from './schema';

const patterns = Object.keys(patternFields) as ActivityPattern[];

type Props = { draft: ActivityDraft; onChange: (draft: object) => void };

/** An event and how it is performed over time. */
export function ActivityEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { kind, event, where, pattern = 'stopped' } = draft;
  const choose = (next: ActivityPattern) =>
    onChange({ kind, ...(event ? { event } : {}), ...(where ? { where } : {}), pattern: next, ...patternFields[next]() });
  const duration = (field: 'active' | 'quiet' | 'recent' | 'gap' | 'every') => (
    <Place at={field}>
      <DurationInput label={t(`field.${field}`)} value={draft[field]} onChange={(value) => onChange({ ...draft, [field]: value })} />
    </Place>
  );
  const word = (key: string) => <span className={classes.word}>{t(`activity.${key}`)}</span>;
  return (
    <>
      <EventInput value={event} onChange={(name) => onChange({ ...draft, event: name })} />
      <NativeSelect
        aria-label={t('field.pattern')}
        className={classes.op}
        value={pattern}
        onChange={(e) => choose(e.currentTarget.value as ActivityPattern)}
        data={patterns.map((value) => ({ value, label: t(`pattern.${value}`) }))}
      />
      {(pattern === 'first' || pattern === 'last') && (
        <WindowInput
          offers="calendar"
          value={draft.window}
          onChange={(window) => onChange({ ...draft, window: window ?? { last: { days: 30 } } })}
        />
      )}
      {pattern === 'stopped' && (
        <>
          {word('before')} {duration('active')} {word('butNot')} {duration('quiet')}
        </>
      )}
      {pattern === 'resumed' && (
        <>
          {word('inLast')} {duration('recent')} {word('afterBreak')} {duration('gap')}
        </>
      )}
      {pattern === 'regular' && (
        <>
          {word('eachOf')}
          <Place at="periods">
            <SmallNumber
              label={t('field.periods')}
              min={2}
              max={24}
              value={draft.periods}
              onChange={(periods) => onChange({ ...draft, periods })}
            />
          </Place>
          {word('periodsOf')} {duration('every')}
        </>
      )}
      <WhereFilters
        event={event ?? ''}
        filters={where ?? []}
        onChange={(next) => onChange({ ...draft, where: next.length > 0 ? next : undefined })}
      />
    </>
  );
}
