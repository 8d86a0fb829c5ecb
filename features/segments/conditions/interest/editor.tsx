'use client';

import { NativeSelect, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import { propertiesQuery } from '../../queries';
import classes from '../controls/editor.module.css';
import { NameInput } from '../controls/name-input';
import { Place } from '../controls/place';
import { SmallNumber } from '../controls/small-number';
import { useSuggestions } from '../controls/suggestions-context';
import { ValueInput } from '../controls/value-input';
import { WindowInput } from '../event/window-input';
import type { FixedWindow } from '../event/window-schema';
import type { InterestDraft } from './draft';
import { eventsOf, weightOf } from './weights';

type Props = { draft: InterestDraft; onChange: (draft: object) => void };

/** A property and value, the share it is to have among which events, and from how many events on. */
export function InterestEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const format = useFormat();
  const label = useEventLabel();
  const { events: known } = useSuggestions();
  const events = eventsOf(draft);
  const [first = ''] = events;
  const properties = useQuery(propertiesQuery('*'));
  const set = (change: Partial<InterestDraft>) => onChange({ ...draft, ...change });
  const names = [...new Set((properties.data?.data ?? []).filter((p) => p.type === 'string').map((p) => p.property))];
  return (
    <>
      <Place at="property">
        <NameInput
          label={t('field.property')}
          placeholder={t('field.propertyPlaceholder')}
          known={names.map((name) => ({ name }))}
          value={draft.property}
          onChange={(property) => set({ property } as Partial<InterestDraft>)}
        />
      </Place>
      <span className={classes.word}>{t('interest.is')}</span>
      <Place at="value">
        <ValueInput
          op="eq"
          type="string"
          value={draft.value}
          source={{ event: first, property: draft.property ?? '' }}
          onChange={(value) => set({ value })}
        />
      </Place>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={draft.op ?? 'gte'}
        onChange={(event) => set({ op: event.currentTarget.value as 'gte' | 'lte' })}
        data={(['gte', 'lte'] as const).map((op) => ({ value: op, label: t(`interest.${op}`) }))}
      />
      <Place at="share">
        <SmallNumber
          label={t('interest.share')}
          max={100}
          decimals={2}
          suffix=" %"
          value={draft.share === undefined ? undefined : Math.round(draft.share * 10_000) / 100}
          onChange={(n) => set({ share: n === undefined ? undefined : n / 100 } as Partial<InterestDraft>)}
        />
      </Place>
      <span className={classes.word}>{t('interest.of')}</span>
      <TagsInput
        aria-label={t('interest.events')}
        className={classes.values}
        placeholder={draft.events ? '' : t('interest.default')}
        data={known.map((event) => event.name)}
        value={draft.events ?? []}
        maxTags={10}
        onChange={(next) => set({ events: next.length > 0 ? next : undefined } as Partial<InterestDraft>)}
      />
      <WindowInput
        value={draft.window}
        offers="fixed"
        onChange={(window) => set({ window: window as FixedWindow } as Partial<InterestDraft>)}
      />
      <span className={classes.word}>{t('interest.from')}</span>
      <Place at="least">
        <SmallNumber
          label={t('interest.least')}
          min={1}
          max={1000}
          value={draft.least}
          onChange={(least) => set({ least } as Partial<InterestDraft>)}
        />
      </Place>
      <span className={classes.word}>{t('interest.eventsOn')}</span>
      <span className={classes.note}>
        {t('interest.note', {
          weights: format.list(events.map((event) => t('interest.weight', { event: label(event), n: weightOf(event) }))),
        })}
      </span>
    </>
  );
}
