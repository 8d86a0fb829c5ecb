'use client';

import { NativeSelect, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DurationInput } from '../controls/duration-input';
import classes from '../controls/editor.module.css';
import { GoneNote } from '../controls/gone-note';
import { DateInput } from '../controls/number-field';
import { Place, useMarks } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import { type SegmentDraft, type SegmentOp, segmentOps, withOp } from './draft';

type Props = { draft: SegmentDraft; onChange: (draft: SegmentDraft) => void };

/** In, or not in, another segment; or when somebody entered, left or was in it. */
export function SegmentEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { segments } = useSuggestions();
  const op = draft.op ?? 'in';
  const mark = useMarks();
  const lately = op === 'entered_within' || op === 'left_within';
  return (
    <>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={op}
        onChange={(event) => onChange(withOp(draft, event.currentTarget.value as SegmentOp))}
        data={segmentOps.map((value) => ({ value, label: t(`segmentOp.${value}`) }))}
      />
      <Select
        {...mark('segmentId')}
        aria-label={t('field.segment')}
        placeholder={t('field.segmentPlaceholder')}
        className={classes.name}
        searchable
        value={draft.segmentId ?? null}
        onChange={(segmentId) => onChange({ ...draft, ...(segmentId ? { segmentId } : {}) })}
        data={segments.map((s) => ({ value: s.id, label: s.name }))}
      />
      {lately && (
        <Place at="within">
          <DurationInput value={draft.within} onChange={(within) => onChange({ ...draft, within })} />
        </Place>
      )}
      {op === 'was_in' && (
        <Place at="at">
          <DateInput
            label={t('field.wasInDate')}
            value={draft.at}
            onChange={(at) => onChange({ ...draft, ...(at ? { at: String(at) } : {}) })}
          />
        </Place>
      )}
      <GoneNote value={draft.segmentId} among={segments.map((s) => s.id)} />
      {(lately || op === 'was_in') && <span className={classes.note}>{t('historyNote')}</span>}
    </>
  );
}
