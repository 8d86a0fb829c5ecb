'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import editor from '../../conditions/controls/editor.module.css';
import { type MeasureDraft, withMeasure } from '../core/draft';
import { type MeasureName, measures, numberMeasures } from '../schema';
import classes from './computed.module.css';
import { MeasureSource } from './measure-source';

type Props = { draft: MeasureDraft; onChange: (draft: MeasureDraft) => void };

/** What is measured: a measure over an event, or the ratio of two. */
export function MeasureEditor({ draft, onChange }: Props) {
  const t = useTranslations('computed');
  return (
    <div className={classes.measure}>
      <MeasureSelect choices={measures} label={t('field.measure')} draft={draft} onChange={onChange} />
      {draft.measure === 'ratio' ? (
        <>
          <Part label={t('field.part')} draft={draft.part ?? { measure: 'count' }} onChange={(part) => onChange({ ...draft, part })} />
          <Part label={t('field.whole')} draft={draft.whole ?? { measure: 'count' }} onChange={(whole) => onChange({ ...draft, whole })} />
        </>
      ) : (
        <MeasureSource draft={draft} onChange={onChange} />
      )}
    </div>
  );
}

function Part({ label, draft, onChange }: Props & { label: string }) {
  const t = useTranslations('computed');
  return (
    <fieldset className={editor.condition}>
      <legend className={classes.legend}>{label}</legend>
      <div className={editor.controls}>
        <MeasureSelect choices={numberMeasures} label={t('field.measure')} draft={draft} onChange={onChange} />
        <MeasureSource draft={draft} onChange={onChange} />
      </div>
    </fieldset>
  );
}

function MeasureSelect({ choices, label, draft, onChange }: Props & { choices: readonly MeasureName[]; label: string }) {
  const t = useTranslations('computed');
  return (
    <NativeSelect
      aria-label={label}
      className={editor.op}
      value={draft.measure}
      onChange={(event) => onChange(withMeasure(draft, event.currentTarget.value as MeasureName))}
      data={choices.map((value) => ({ value, label: t(`measure.${value}`) }))}
    />
  );
}
