import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import classes from './data-table.module.css';
import type { Column, Sort } from './types';

type Props<T> = { column: Column<T>; sort: Sort | undefined; onSort: ((sort: Sort) => void) | undefined };

/** A column's header; a button when rows can be ordered by it. */
export function HeaderCell<T>({ column, sort, onSort }: Props<T>) {
  const active = column.sort !== undefined && sort?.by === column.sort ? sort : undefined;
  const Arrow = active?.descending ? IconArrowDown : IconArrowUp;
  const by = column.sort;
  return (
    <th
      scope="col"
      style={column.width ? { inlineSize: column.width } : undefined}
      data-number={column.numeric || undefined}
      data-hide={column.hideBelow}
      aria-sort={active ? (active.descending ? 'descending' : 'ascending') : undefined}
    >
      {by !== undefined && onSort ? (
        <button
          type="button"
          className={classes.sort}
          onClick={() => onSort({ by, descending: active ? !active.descending : column.numeric === true })}
        >
          {column.header}
          {active && <Arrow size={14} aria-hidden />}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}
