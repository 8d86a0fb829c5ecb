'use client';

import { Alert, SimpleGrid } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { CodeBlock } from '@/components/code-block';
import { Section } from '@/components/page-body';
import { useSaid } from '@/components/use-said';
import type { NamedMapping } from '../../mapping/named-mapping';
import { PREVIEW_ROWS } from '../constants';
import { previewQuery } from '../queries';

type Props = { header: string[]; rows: (string | null)[][]; mapping: NamedMapping | undefined };

/** What the first rows become, as they would enter. */
export function MappingPreview({ header, rows, mapping }: Props) {
  const t = useTranslations('connectors.mapping');
  const said = useSaid();
  const first = rows.slice(0, PREVIEW_ROWS).map((row) => row.map((cell) => cell?.slice(0, 32_000) ?? null));
  const [input] = useDebouncedValue(mapping && first.length > 0 ? { header, rows: first, mapping } : null, 300);
  const { data, error } = useQuery(previewQuery(input));
  if (first.length === 0) return null;
  return (
    <Section title={t('preview')} description={t('previewHelp')}>
      {error && !data && <Alert variant="light">{t('previewWaits')}</Alert>}
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        {data
          ?.map((row, i) => ({ row, key: `row ${i}` }))
          .map(({ row, key }) =>
            row.ok ? (
              <CodeBlock
                key={key}
                label={row.name ?? t(`types.${row.type === 'identify' ? 'identify' : 'track'}`)}
                code={row.json}
                maxHeight="24rem"
              />
            ) : (
              <Alert key={key} color="yellow" variant="light" title={t('refused')}>
                <span dir="auto">{said(row)}</span>
              </Alert>
            ),
          )}
      </SimpleGrid>
    </Section>
  );
}
