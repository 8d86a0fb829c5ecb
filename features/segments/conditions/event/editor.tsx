'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { withoutUndefined } from '../controls/drafts';
import classes from '../controls/editor.module.css';
import { Place } from '../controls/place';
import { TestEditor } from '../controls/test-editor';
import { resetTest } from '../controls/test-value';
import type { EventDraft } from './draft';
import { EventInput } from './event-input';
import { FieldInput, typeOfField } from './field-input';
import { type Measure, valueMeasures } from './measure';
import { NumberCheck } from './number-check';
import { useFields } from './use-fields';
import { WhereFilters } from './where-filters';
import { WindowInput } from './window-input';

const measures: readonly Measure[] = [
  'count',
  'sum',
  'average',
  'median',
  'minimum',
  'maximum',
  'distinct',
  'most_frequent',
  'latest',
  'first',
];

type Props = { draft: EventDraft; onChange: (draft: object) => void };

/** The same condition with another measure: what still fits stays. */
function withMeasure(draft: EventDraft, measure: Measure): object {
  const { count, amount, test, of, op, measure: _, ...rest } = draft;
  const number = count ?? amount ?? 1;
  if (measure === 'count') return { ...rest, op: op ?? 'gte', count: Array.isArray(number) ? number : Math.max(1, Math.round(number)) };
  const ofProperty = of ?? (measure === 'distinct' || valueMeasures.includes(measure) ? { property: '' } : undefined);
  if (valueMeasures.includes(measure)) return withoutUndefined({ ...rest, measure, of: ofProperty, test: test ?? { op: 'eq' } });
  return withoutUndefined({ ...rest, measure, of: ofProperty, op: op ?? 'gte', amount: number });
}

/** An event, what is measured of it and how that compares, when, and with which properties. */
export function EventEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const measure = draft.measure ?? 'count';
  const counts = measure === 'count';
  const ofValue = valueMeasures.includes(measure);
  const fields = useFields(draft.event, 'properties');
  const of = draft.of ?? {};
  const setOf = (ref: { property?: string | undefined; path?: string[] | undefined }, type: ReturnType<typeof typeOfField>) => {
    const needed = ofValue || measure === 'distinct';
    const next = ref.property ? withoutUndefined(ref) : needed ? { property: '' } : undefined;
    const test = ofValue ? resetTest(draft.test ?? {}, typeOfField(fields, of), type) : undefined;
    onChange(withoutUndefined({ ...draft, of: next, test }));
  };
  return (
    <>
      <EventInput value={draft.event} onChange={(event) => onChange({ ...draft, event })} />
      <NativeSelect
        aria-label={t('field.measure')}
        className={classes.op}
        value={measure}
        onChange={(event) => onChange(withMeasure(draft, event.currentTarget.value as Measure))}
        data={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
      />
      {!counts && (
        <Place at="of">
          <FieldInput label={t('field.measured')} value={of} fields={fields} onChange={setOf} />
        </Place>
      )}
      {ofValue ? (
        <Place at="test">
          <TestEditor
            test={draft.test ?? {}}
            type={typeOfField(fields, of)}
            source={{ event: draft.event ?? '', property: of.property ?? '', path: of.path }}
            onChange={(test) => onChange({ ...draft, test })}
          />
        </Place>
      ) : (
        <Place at={counts ? 'count' : 'amount'}>
          <NumberCheck
            op={draft.op}
            amount={counts ? draft.count : draft.amount}
            counts={counts || measure === 'distinct'}
            label={counts ? t('field.times') : t('field.amount')}
            onChange={(op, amount) => onChange({ ...draft, op, ...(counts ? { count: amount } : { amount }) })}
            never={
              counts ? { is: draft.op === 'eq' && draft.count === 0, choose: () => onChange({ ...draft, op: 'eq', count: 0 }) } : undefined
            }
          />
        </Place>
      )}
      <WindowInput value={draft.window} onChange={(window) => onChange({ ...draft, window })} />
      {!counts && (
        <span className={classes.note}>{t(draft.of || ofValue || measure === 'distinct' ? 'missing.measured' : 'missing.ownValue')}</span>
      )}
      <WhereFilters
        event={draft.event ?? ''}
        filters={draft.where ?? []}
        onChange={(where) => onChange({ ...draft, where: where.length > 0 ? where : undefined })}
      />
    </>
  );
}
