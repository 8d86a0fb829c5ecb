'use client';

import { Switch } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Column } from '@/components/data-table/types';
import { Status } from '@/components/status';
import { useAction } from '@/components/use-action';
import { useEventLabel } from '@/components/use-event-label';
import { setSearchableAction } from '../actions';
import type { EventProperty } from '../data';
import classes from './property-table.module.css';

/** Columns of the list; `changed` runs when a switch took effect. */
export function usePropertyColumns(changed: () => Promise<unknown>): Column<EventProperty>[] {
  const t = useTranslations('event-properties');
  const labelOf = useEventLabel();
  return [
    { key: 'property', header: t('property'), cell: (row) => <code>{row.property}</code> },
    { key: 'event', header: t('event'), width: '16rem', cell: (row) => <bdi>{labelOf(row.event)}</bdi> },
    { key: 'type', header: t('type'), width: '8rem', hideBelow: 'sm', cell: (row) => t(`types.${row.type}`) },
    {
      key: 'searchable',
      header: t('searchable'),
      width: '16rem',
      cell: (row) => <SearchableSwitch row={row} event={labelOf(row.event)} changed={changed} />,
    },
  ];
}

function SearchableSwitch({ row, event, changed }: { row: EventProperty; event: string; changed: () => Promise<unknown> }) {
  const t = useTranslations('event-properties');
  const { run, pending } = useAction(setSearchableAction, {
    onSuccess: async () => void (await changed()),
    success: row.searchable ? t('madeUnsearchable', { property: row.property }) : t('madeSearchable', { property: row.property }),
  });
  return (
    <span className={classes.switch}>
      <Switch
        aria-label={t('switch', { property: row.property, event })}
        checked={pending ? !row.searchable : row.searchable}
        disabled={pending}
        onChange={() => void run({ event: row.event, property: row.property, searchable: !row.searchable })}
      />
      {row.working && <Status tone="busy">{row.searchable ? t('filling') : t('clearing')}</Status>}
    </span>
  );
}
