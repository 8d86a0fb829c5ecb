import { Table, TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { getFormat } from '@/lib/i18n/get-format';
import type { Import } from '../data/find-imports';
import classes from './import.module.css';
import { ImportStatusMark } from './status-of';

/** The imports, newest first. */
export async function ImportsTable({ imports }: { imports: Import[] }) {
  const [t, format] = await Promise.all([getTranslations('imports.columns'), getFormat()]);
  return (
    <div className={classes.scroll}>
      <Table highlightOnHover>
        <TableThead>
          <TableTr>
            <TableTh>{t('file')}</TableTh>
            <TableTh>{t('source')}</TableTh>
            <TableTh>{t('status')}</TableTh>
            <TableTh ta="end">{t('rows')}</TableTh>
            <TableTh ta="end">{t('rejected')}</TableTh>
            <TableTh ta="end">{t('duplicates')}</TableTh>
            <TableTh>{t('created')}</TableTh>
          </TableTr>
        </TableThead>
        <TableTbody>
          {imports.map((row) => (
            <TableTr key={row.id}>
              <TableTd className={classes.cell}>
                <Link href={`/imports/${row.id}`}>{row.fileName}</Link>
              </TableTd>
              <TableTd>{row.sourceName ?? '–'}</TableTd>
              <TableTd>
                <ImportStatusMark status={row.status} />
              </TableTd>
              <TableTd ta="end">{format.integer(row.counts.rows)}</TableTd>
              <TableTd ta="end">{format.integer(row.counts.rejected)}</TableTd>
              <TableTd ta="end">{format.integer(row.counts.duplicates)}</TableTd>
              <TableTd>{format.dateTime(row.createdAt)}</TableTd>
            </TableTr>
          ))}
        </TableTbody>
      </Table>
    </div>
  );
}
