'use client';

import { ActionIcon, Autocomplete, Button } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { propertiesQuery } from '../../queries';
import { withoutUndefined } from '../controls/drafts';
import classes from '../controls/editor.module.css';
import { MissingNote } from '../controls/missing-note';
import { TestEditor } from '../controls/test-editor';
import { resetTest } from '../controls/test-value';
import type { ValueType } from '../value-schema';
import type { FilterDraft } from './draft';

type Props = { event: string; filters: FilterDraft[]; onChange: (filters: FilterDraft[]) => void };

/** Filters on an event's properties; an event counts when all of them hold. */
export function WhereFilters({ event, filters, onChange }: Props) {
  const t = useTranslations('segments.field');
  const known = useQuery({ ...propertiesQuery(event), enabled: event !== '' });
  const properties = known.data?.data ?? [];
  const typeOf = (name: string | undefined): ValueType => properties.find((p) => p.property === name)?.type ?? 'string';
  const replace = (i: number, filter: FilterDraft) => onChange(filters.map((f, j) => (j === i ? withoutUndefined(filter) : f)));
  return (
    <>
      {filters.map((filter, i) => (
        // Filters have no ids of their own and are only added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={i} className={classes.filter}>
          <span className={classes.word}>{i === 0 ? t('where') : t('andWhere')}</span>
          <Autocomplete
            aria-label={t('property')}
            placeholder={t('propertyPlaceholder')}
            data={[...new Set(properties.map((p) => p.property))]}
            value={filter.property ?? ''}
            onChange={(property) =>
              replace(i, {
                ...filter,
                property: property || undefined,
                ...resetTest(filter, typeOf(filter.property), typeOf(property)),
              } as FilterDraft)
            }
            className={classes.name}
          />
          <TestEditor
            test={filter}
            type={typeOf(filter.property)}
            source={{ event, property: filter.property ?? '' }}
            onChange={(test) => replace(i, { ...filter, ...test })}
          />
          <ActionIcon aria-label={t('removeFilter')} onClick={() => onChange(filters.filter((_, j) => j !== i))}>
            <IconX size={16} />
          </ActionIcon>
          {filter.property && filter.op && <MissingNote name={filter.property} op={filter.op} />}
        </div>
      ))}
      {filters.length < 20 && (
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
