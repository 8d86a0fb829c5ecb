'use client';

import { Autocomplete, NativeSelect, NumberInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEventLabel } from '@/components/use-event-label';
import { ANY_EVENT } from '../../constants';
import classes from '../controls/editor.module.css';
import { useSuggestions } from '../controls/suggestions-context';
import type { CountOp, EventDraft } from './draft';
import { WhereFilters } from './where-filters';
import { WindowInput } from './window-input';

const ops: CountOp[] = ['gte', 'gt', 'lte', 'lt', 'eq', 'neq'];

type Props = { draft: EventDraft; onChange: (draft: object) => void };

/** An event, how often (or what its values add up to), with which properties, and when. */
export function EventEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { events } = useSuggestions();
  const summed = draft.measure === 'sum';
  const never = !summed && draft.op === 'eq' && draft.count === 0;
  const label = useEventLabel();
  const labels = new Map([[t('field.anyEvent'), ANY_EVENT], ...events.map(({ name }) => [label(name), name] as const)]);
  const shown = draft.event === ANY_EVENT ? t('field.anyEvent') : label(draft.event ?? '');
  const setEvent = (text: string) => onChange({ ...draft, event: (labels.get(text) ?? text) || undefined });
  const setOp = (op: string) => {
    if (op === 'never') return onChange({ ...draft, measure: undefined, amount: undefined, op: 'eq', count: 0 });
    return onChange({ ...draft, op, ...(summed ? {} : { count: never ? 1 : draft.count }) });
  };
  const setMeasure = (measure: string) =>
    measure === 'sum'
      ? onChange({ ...draft, measure: 'sum', count: undefined, amount: draft.count ?? 1, op: draft.op ?? 'gte' })
      : onChange({ ...draft, measure: undefined, amount: undefined, count: Math.max(1, Math.round(draft.amount ?? 1)) });
  const setNumber = (value: string | number) => {
    const n = value === '' ? undefined : Number(value);
    onChange(summed ? { ...draft, amount: n } : { ...draft, count: n });
  };
  return (
    <>
      <Autocomplete
        aria-label={t('field.event')}
        placeholder={t('field.eventPlaceholder')}
        data={[...labels.keys()]}
        value={shown}
        onChange={setEvent}
        limit={50}
        className={classes.name}
      />
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={never ? 'never' : (draft.op ?? 'gte')}
        onChange={(event) => setOp(event.currentTarget.value)}
        data={[
          ...ops.map((op) => ({ value: op as string, label: t(summed ? `sumOp.${op}` : `countOp.${op}`) })),
          ...(summed ? [] : [{ value: 'never', label: t('countOp.never') }]),
        ]}
      />
      {!never && (
        <>
          <NumberInput
            aria-label={summed ? t('field.amount') : t('field.times')}
            className={classes.small}
            min={0}
            allowDecimal={summed}
            allowNegative={summed}
            clampBehavior="none"
            hideControls
            value={(summed ? draft.amount : draft.count) ?? ''}
            onChange={setNumber}
          />
          <NativeSelect
            aria-label={t('field.measure')}
            value={summed ? 'sum' : 'count'}
            onChange={(event) => setMeasure(event.currentTarget.value)}
            data={[
              { value: 'count', label: t('measure.count') },
              { value: 'sum', label: t('measure.sum') },
            ]}
          />
        </>
      )}
      <WindowInput value={draft.window} onChange={(window) => onChange({ ...draft, window })} />
      <WhereFilters
        event={draft.event ?? ''}
        filters={draft.where ?? []}
        onChange={(where) => onChange({ ...draft, where: where.length > 0 ? where : undefined })}
      />
    </>
  );
}
