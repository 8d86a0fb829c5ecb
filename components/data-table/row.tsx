import { Checkbox } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import classes from './data-table.module.css';
import type { Column } from './types';

type Props<T> = {
  id: string;
  row: T;
  columns: Column<T>[];
  label: string;
  href: string | undefined;
  onClick: (() => void) | undefined;
  selected: boolean | undefined;
  onToggle: () => void;
};

/** One row; its first cell holds the link (or button) that covers the whole of it. */
export function Row<T>({ id, row, columns, label, href, onClick, selected, onToggle }: Props<T>) {
  const t = useTranslations('common.state');
  return (
    <tr data-row={id} data-selected={selected || undefined} data-open={href || onClick ? true : undefined}>
      {selected !== undefined && (
        <td className={classes.check}>
          <Checkbox size="xs" aria-label={t('selectRow', { name: label })} checked={selected} onChange={onToggle} />
        </td>
      )}
      {columns.map((column, i) => (
        <td key={column.key} data-number={column.numeric || undefined} data-hide={column.hideBelow}>
          {i === 0 && href ? (
            <Link href={href} className={classes.link} data-row-link prefetch={false}>
              {column.cell(row)}
            </Link>
          ) : i === 0 && onClick ? (
            <button type="button" className={classes.link} data-row-link onClick={onClick}>
              {column.cell(row)}
            </button>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}
