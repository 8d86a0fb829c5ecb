'use client';

import { Button, Group, Select, Table } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useAction } from '@/components/use-action';
import { setImportFormatAction } from '../actions';
import type { ImportView } from '../loaders';
import { delimiters, encodings, formatSchema } from '../schema';
import classes from './import.module.css';
import { keyed } from './keyed';

const names: Record<(typeof delimiters)[number], 'comma' | 'semicolon' | 'tab' | 'pipe'> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
};

/** Encoding and delimiter as found, to be corrected by the look of the first rows. */
export function FormatForm({ view }: { view: ImportView }) {
  const t = useTranslations('imports.format');
  const router = useRouter();
  const current = formatSchema.parse(view.import.format);
  const [format, setFormat] = useState(current);
  const { run, pending } = useAction(setImportFormatAction, { onSuccess: () => router.refresh() });
  const isChanged = format.encoding !== current.encoding || format.delimiter !== current.delimiter;
  return (
    <Section title={t('title')} description={t('help')}>
      <Group align="end" mb="md">
        <Select
          label={t('encoding')}
          data={[...encodings]}
          value={format.encoding}
          allowDeselect={false}
          onChange={(value) => setFormat({ ...format, encoding: encodings.find((e) => e === value) ?? format.encoding })}
        />
        <Select
          label={t('delimiter')}
          data={delimiters.map((d) => ({ value: d, label: t(names[d]) }))}
          value={format.delimiter}
          allowDeselect={false}
          onChange={(value) => setFormat({ ...format, delimiter: delimiters.find((d) => d === value) ?? format.delimiter })}
        />
        {isChanged && (
          <Button loading={pending} onClick={() => void run({ id: view.import.id, format })}>
            {t('apply')}
          </Button>
        )}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className={classes.scroll} aria-label={t('preview')} tabIndex={0}>
        <Table withTableBorder>
          <Table.Thead>
            <Table.Tr>
              {keyed(view.header).map(({ name, key }) => (
                <Table.Th key={key}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keyed(view.rows.slice(0, 5).map((cells) => cells.join())).map(({ key, i: row }) => (
              <Table.Tr key={key}>
                {keyed(view.rows[row] ?? []).map(({ name: cell, key: cellKey }) => (
                  <Table.Td key={cellKey} className={classes.cell} dir="auto">
                    {cell}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </Section>
  );
}
