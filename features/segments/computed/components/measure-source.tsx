'use client';

import { Autocomplete, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEventLabel } from '@/components/use-event-label';
import editor from '../../conditions/controls/editor.module.css';
import { useSuggestions } from '../../conditions/controls/suggestions-context';
import { WhereFilters } from '../../conditions/event/where-filters';
import { WindowInput } from '../../conditions/event/window-input';
import { ANY_EVENT } from '../../constants';
import { propertiesQuery } from '../../queries';
import { type MeasureDraft, readsProperty } from '../core/draft';

type Props = { draft: MeasureDraft; onChange: (draft: MeasureDraft) => void };

/** The events that are measured, and which of their properties: with the controls of event conditions. */
export function MeasureSource({ draft, onChange }: Props) {
  const t = useTranslations('computed.field');
  const segments = useTranslations('segments.field');
  const { events } = useSuggestions();
  const label = useEventLabel();
  const { event = '' } = draft;
  const known = useQuery({ ...propertiesQuery(event), enabled: event !== '' });
  const labels = new Map([[segments('anyEvent'), ANY_EVENT], ...events.map(({ name }) => [label(name), name] as const)]);
  const property = readsProperty(draft.measure);
  const set = (change: Partial<MeasureDraft>) => {
    const next = { ...draft, ...change };
    onChange(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as MeasureDraft);
  };
  return (
    <>
      {draft.measure === 'days_since' && (
        <NativeSelect
          aria-label={t('which')}
          value={draft.which ?? 'last'}
          onChange={(e) => set({ which: e.currentTarget.value as 'first' | 'last' })}
          data={(['last', 'first'] as const).map((value) => ({ value, label: t(`which_${value}`) }))}
        />
      )}
      {property !== 'never' && (
        <Autocomplete
          aria-label={t('property')}
          placeholder={t(property === 'may' ? 'propertyOrValue' : 'propertyPlaceholder')}
          className={editor.name}
          data={[...new Set((known.data?.data ?? []).map((p) => p.property))]}
          value={draft.of?.property ?? ''}
          onChange={(name) => set({ of: name === '' ? undefined : { property: name } } as Partial<MeasureDraft>)}
          limit={50}
        />
      )}
      <span className={editor.word}>{t('ofEvent')}</span>
      <Autocomplete
        aria-label={segments('event')}
        placeholder={segments('eventPlaceholder')}
        className={editor.name}
        data={[...labels.keys()]}
        value={event === ANY_EVENT ? segments('anyEvent') : label(event)}
        onChange={(text) => set({ event: (labels.get(text) ?? text) || undefined } as Partial<MeasureDraft>)}
        limit={50}
      />
      <WindowInput value={draft.window} onChange={(window) => set({ window } as Partial<MeasureDraft>)} />
      <WhereFilters
        event={event}
        filters={draft.where ?? []}
        onChange={(where) => set({ where: where.length > 0 ? where : undefined } as Partial<MeasureDraft>)}
      />
    </>
  );
}
