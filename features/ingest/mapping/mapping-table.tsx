'use client';

import { Table } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../imports/components/import.module.css';
import { keyed } from '../imports/components/keyed';
import { TargetFields } from '../imports/components/target-fields';
import type { Target } from '../imports/schema';
import type { ConsentChoice } from '../imports/types';

type Props = {
  header: readonly string[];
  /** Cells of some rows, in the header's order. */
  samples: readonly (readonly (string | null)[])[];
  rows: 'people' | 'events';
  columns: Target[];
  /** Purposes on channels that a column of consent can be about. */
  consents?: readonly ConsentChoice[] | undefined;
  errorOf: (i: number) => string | undefined;
  onChange: (columns: Target[]) => void;
};

/** Each column with some of its values, and where it goes. */
export function MappingTable({ header, samples, rows, columns, consents = [], errorOf, onChange }: Props) {
  const t = useTranslations('imports.map');
  return (
    <div className={classes.scroll}>
      <Table className={classes.mapping ?? ''} withTableBorder verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column')}</Table.Th>
            <Table.Th>{t('sample')}</Table.Th>
            <Table.Th>{t('goesTo')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keyed(header).map(({ name, i, key }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td className={classes.sample} dir="auto">
                {samples
                  .map((r) => r[i])
                  .filter(Boolean)
                  .slice(0, 3)
                  .join(' · ')}
              </Table.Td>
              <Table.Td>
                <TargetFields
                  label={name}
                  rows={rows}
                  consents={consents}
                  target={columns[i] ?? { kind: 'ignore' }}
                  error={errorOf(i)}
                  onChange={(target) => onChange(columns.map((c, at) => (at === i ? target : c)))}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
