import { getTranslations } from 'next-intl/server';
import { getFormat } from '@/lib/i18n/get-format';
import classes from './erasure.module.css';

type Props = { caption: string; counts: Readonly<Record<string, number>> };

const plainName = (table: string): string => table.replaceAll('_', ' ');

/** Rows by table, the most first; the tables by the names that the person reads too. */
export async function TableCounts({ caption, counts }: Props) {
  const [t, names, format] = await Promise.all([getTranslations('erasure'), getTranslations('erasure.table'), getFormat()]);
  const rows = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return null;
  return (
    <table className={classes.counts}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('data')}</th>
          <th scope="col" data-number>
            {t('rows')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([table, n]) => (
          <tr key={table}>
            <td>{names.has(table) ? names(table) : plainName(table)}</td>
            <td data-number>{format.integer(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
