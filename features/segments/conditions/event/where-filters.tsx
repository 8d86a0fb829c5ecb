'use client';

import { Button } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { withoutUndefined } from '../controls/drafts';
import { Place } from '../controls/place';
import type { FilterDraft } from './draft';
import { FilterRow } from './filter-row';

const MOST_FILTERS = 20;

type Props = { event: string; filters: FilterDraft[]; onChange: (filters: FilterDraft[]) => void };

/** Filters on an event's properties and context; an event counts when all of them hold. */
export function WhereFilters({ event, filters, onChange }: Props) {
  const t = useTranslations('segments.field');
  return (
    <>
      {filters.map((filter, i) => (
        // Filters have no ids of their own and are only added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Place key={i} at={`where.${i}`}>
          <FilterRow
            event={event}
            filter={filter}
            word={i === 0 ? t('where') : t('andWhere')}
            onChange={(next) => onChange(filters.map((f, j) => (j === i ? withoutUndefined(next) : f)))}
            onRemove={() => onChange(filters.filter((_, j) => j !== i))}
          />
        </Place>
      ))}
      {filters.length < MOST_FILTERS && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFilter size={14} />}
          onClick={() => onChange([...filters, { op: 'eq' }])}
        >
          {t('addFilter')}
        </Button>
      )}
    </>
  );
}
