'use client';

import { useTranslations } from 'next-intl';
import type { ValueOrigin } from '../../queries';
import type { Duration } from '../duration';
import type { Period } from '../period';
import type { ValueOp, ValueType } from '../value-schema';
import { AnniversaryInput } from './anniversary-input';
import { DurationInput } from './duration-input';
import classes from './editor.module.css';
import { LengthInput } from './length-input';
import { DateInput, NumberField } from './number-field';
import { PatternInput } from './pattern-input';
import { PeriodInput } from './period-input';
import { Place } from './place';
import { SuggestedValue, SuggestedValues } from './suggested-values';
import { shapeOf } from './test-value';

/** Where values to suggest come from. */
export type ValueSource = ValueOrigin;

type Props = { op: ValueOp; type: ValueType; value: unknown; source: ValueSource; onChange: (value: unknown) => void };

/** The control for what an operator compares with. */
export function ValueInput({ op, type, value, source, onChange }: Props) {
  const t = useTranslations('segments.field');
  const pair = Array.isArray(value) ? (value as (string | number | undefined)[]) : [];
  const at = (i: 0 | 1) => (next: string | number | undefined) => onChange(i === 0 ? [next, pair[1]] : [pair[0], next]);
  switch (shapeOf(op)) {
    case 'none':
      return null;
    case 'duration':
      return <DurationInput value={value as Duration} onChange={onChange} />;
    case 'period':
      return <PeriodInput value={value as Period} onChange={onChange} />;
    case 'days':
      return <AnniversaryInput value={value} onChange={onChange} />;
    case 'length':
      return <LengthInput value={value} onChange={onChange} />;
    case 'pattern':
      return <PatternInput value={value} onChange={onChange} />;
    case 'pair': {
      const Field = type === 'date' || typeof pair[0] === 'string' ? DateInput : NumberField;
      return (
        <span className={classes.pair}>
          <Place at={0}>
            <Field label={t('from')} value={pair[0]} onChange={at(0)} />
          </Place>
          <Place at={1}>
            <Field label={t('to')} value={pair[1]} onChange={at(1)} />
          </Place>
        </span>
      );
    }
    case 'date':
      return <DateInput label={t('value')} value={value} onChange={onChange} />;
    case 'number':
      return <NumberField label={t('value')} value={value} onChange={onChange} />;
    case 'many':
      return <SuggestedValues type={type} value={value} source={source} onChange={onChange} />;
    case 'one':
      return type === 'number' ? (
        <NumberField label={t('value')} value={value} onChange={onChange} />
      ) : (
        <SuggestedValue value={value} source={source} onChange={onChange} />
      );
  }
}
