'use client';

import { Autocomplete, NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { Place, useMarks } from '../controls/place';
import { SmallNumber } from '../controls/small-number';
import { useSuggestions } from '../controls/suggestions-context';
import type { RankDraft } from './draft';
import { RankStamp } from './stamp';

type Props = { draft: RankDraft; onChange: (draft: object) => void };

const shapes = ['top_percent', 'bottom_percent', 'between_percent', 'top_decile', 'bottom_decile', 'between_decile'] as const;

/** A numeric trait, which part of everybody by it, and the cut points that decide. */
export function RankEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { traits } = useSuggestions();
  const { op = 'top', unit = 'percent', value, trait = '' } = draft;
  const mark = useMarks();
  const pair = Array.isArray(value) ? value : [undefined, undefined];
  const setShape = (shape: string) => {
    const [nextOp, nextUnit] = shape.split('_') as [NonNullable<RankDraft['op']>, NonNullable<RankDraft['unit']>];
    const fresh = nextOp === 'between' ? (nextUnit === 'percent' ? [50, 90] : [6, 9]) : nextUnit === 'percent' ? 10 : 1;
    onChange({
      ...draft,
      op: nextOp,
      unit: nextUnit,
      value: (nextOp === 'between') === Array.isArray(value) && nextUnit === unit ? value : fresh,
    });
  };
  const number = (at: string, label: string, shown: number | undefined, set: (n: number | undefined) => void) => (
    <Place at={at}>
      <SmallNumber label={label} max={100} value={shown} onChange={set} />
    </Place>
  );
  return (
    <>
      <Autocomplete
        {...mark('trait')}
        aria-label={t('field.trait')}
        placeholder={t('rank.trait')}
        data={traits.filter((known) => known.type === 'number').map((known) => known.name)}
        value={trait}
        onChange={(name) => onChange({ ...draft, trait: name || undefined })}
        limit={50}
        className={classes.name}
      />
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={`${op}_${unit}`}
        onChange={(event) => setShape(event.currentTarget.value)}
        data={shapes.map((shape) => ({ value: shape, label: t(`rank.${shape}`) }))}
      />
      {op === 'between' ? (
        <>
          {number('value.0', t('field.from'), pair[0], (n) => onChange({ ...draft, value: [n, pair[1]] }))}
          <span className={classes.word}>{t('rank.and')}</span>
          {number('value.1', t('field.to'), pair[1], (n) => onChange({ ...draft, value: [pair[0], n] }))}
        </>
      ) : (
        number('value', t('rank.n'), typeof value === 'number' ? value : undefined, (n) => onChange({ ...draft, value: n }))
      )}
      <span className={classes.note}>{t('rank.note')}</span>
      {trait !== '' && <RankStamp trait={trait} />}
    </>
  );
}
