'use client';

import { Button, Checkbox } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { useFormat } from '../use-format';
import classes from './data-table.module.css';
import { HeaderCell } from './header-cell';
import { Row } from './row';
import { SkeletonRows } from './skeleton-rows';
import type { Column, Selection, Sort } from './types';
import { useRowKeys } from './use-row-keys';

type Props<T> = {
  /** Names the table for screen readers. */
  label: string;
  columns: Column<T>[];
  /** Undefined while the first rows are on the way: a skeleton with the final widths stands in. */
  rows: T[] | undefined;
  rowKey: (row: T) => string;
  /** Names a row in "Select …". */
  rowLabel: (row: T) => string;
  /** Makes each row a real link (⌘-click, middle click and Enter work); the first column carries it. */
  rowHref?: (row: T) => string | undefined;
  /** Or, without an address of its own: what a click does. */
  onRowClick?: (row: T) => void;
  /** The `EmptyState` for no rows: of kind `first` or `filtered`. */
  empty: ReactNode;
  more?: { hasMore: boolean; loading: boolean; load: () => void };
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  /** Buttons shown while rows are selected. */
  bulk?: ReactNode;
  /** Keeps the old rows, dimmed, while others are on the way. */
  stale?: boolean;
  compact?: boolean;
};

/** The one table: sticky header, rows that are links, `j`/`k` between rows, `x` selects, keyset "Load more", honest counts. */
export function DataTable<T>(props: Props<T>) {
  const { label, columns, rows, rowKey, rowLabel, empty, more, sort, onSort, selection, bulk, stale, compact } = props;
  const t = useTranslations('common');
  const format = useFormat();
  const root = useRef<HTMLDivElement>(null);
  const toggle = (key: string) => {
    if (!selection) return;
    const next = new Set(selection.selected);
    if (!next.delete(key)) next.add(key);
    selection.onChange(next);
  };
  useRowKeys(root, selection ? toggle : undefined);

  if (rows?.length === 0) return empty;
  const keys = rows?.map(rowKey) ?? [];
  const chosen = selection ? keys.filter((key) => selection.selected.has(key)).length : 0;

  return (
    <div ref={root} className={classes.root} aria-busy={rows === undefined || stale}>
      {selection && chosen > 0 && (
        <div className={classes.bulk} role="toolbar" aria-label={t('state.selected', { count: chosen })}>
          <span>{t('state.selected', { count: chosen })}</span>
          {bulk}
        </div>
      )}
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={label} data-compact={compact || undefined} data-stale={stale || undefined}>
          <thead>
            <tr>
              {selection && (
                <th className={classes.check}>
                  <Checkbox
                    size="xs"
                    aria-label={t('state.selectAll')}
                    checked={chosen > 0 && chosen === keys.length}
                    indeterminate={chosen > 0 && chosen < keys.length}
                    onChange={() => selection.onChange(chosen === keys.length ? new Set() : new Set(keys))}
                  />
                </th>
              )}
              {columns.map((column) => (
                <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows === undefined ? (
              <SkeletonRows
                columns={columns.length}
                numeric={columns.map((c) => c.numeric === true)}
                selectable={selection !== undefined}
              />
            ) : (
              rows.map((row) => (
                <Row
                  key={rowKey(row)}
                  id={rowKey(row)}
                  row={row}
                  columns={columns}
                  label={rowLabel(row)}
                  href={props.rowHref?.(row)}
                  onClick={props.onRowClick && (() => props.onRowClick?.(row))}
                  selected={selection ? selection.selected.has(rowKey(row)) : undefined}
                  onToggle={() => toggle(rowKey(row))}
                />
              ))
            )}
          </tbody>
        </table>
      </div>
      {rows && (
        <div className={classes.foot}>
          <span>{more?.hasMore ? `${format.integer(rows.length)}+` : t('state.end', { count: rows.length })}</span>
          {more?.hasMore && (
            <Button variant="default" loading={more.loading} onClick={more.load}>
              {t('action.loadMore')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
