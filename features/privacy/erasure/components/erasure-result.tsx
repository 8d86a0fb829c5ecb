import { Anchor, Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { getTranslations } from 'next-intl/server';
import { CodeBlock } from '@/components/code-block';
import { Mono } from '@/components/mono';
import { Stat, Stats } from '@/components/stat';
import { getFormat } from '@/lib/i18n/get-format';
import { loadErasure } from '../loaders';
import { DestinationTable } from './destination-table';
import classes from './erasure.module.css';
import { destinationRows } from './erasure-progress';
import { TableCounts } from './table-counts';

const sumOf = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** What was erased, what is left to follow up, and the certificate with the way to check it. */
export async function ErasureResult({ requestId }: { requestId: string }) {
  const [t, format, { view, keyUrl }] = await Promise.all([getTranslations('erasure'), getFormat(), loadErasure(requestId)]);
  if (!view?.certificate) return null;
  const { rows, files, suppressed } = view.progress;
  const { number, hash } = view.certificate;
  const file = `erasure-certificate-${number}`;
  const part = `/api/internal/subject-requests/${requestId}/certificate`;
  const check = [
    `curl -o key.pem ${keyUrl}`,
    `openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in ${file}.json -sigfile ${file}.sig`,
  ].join('\n');
  return (
    <section aria-label={t('certificate')}>
      <h2>{t('erased')}</h2>
      <div className={classes.figures}>
        <Stats>
          <Stat label={t('rowsGone')} value={format.integer(sumOf(rows))} />
          <Stat label={t('filesChanged')} value={format.integer(sumOf(files))} />
          <Stat label={t('identifiers')} value={format.integer(sumOf(suppressed))} note={t('identifiersNote')} />
        </Stats>
      </div>
      <details className={classes.details}>
        <summary>{t('byTable')}</summary>
        <TableCounts caption={t('gone')} counts={rows} />
      </details>
      <DestinationTable rows={destinationRows(view)} />
      <h3>{t('certificateNo', { number: format.integer(number) })}</h3>
      <p>{t('certificateText')}</p>
      <div className={classes.actions}>
        <Button component="a" href={part} download leftSection={<IconDownload size={16} />}>
          {t('download')}
        </Button>
        <Button component="a" href={`${part}?part=signature`} download variant="default" leftSection={<IconDownload size={16} />}>
          {t('signature')}
        </Button>
        <Anchor href="/api/erasure-key" size="sm" style={{ alignSelf: 'center' }}>
          {t('key')}
        </Anchor>
      </div>
      <p className={classes.note}>
        SHA-256 <Mono>{hash}</Mono>
      </p>
      <details className={classes.details}>
        <summary>{t('how')}</summary>
        <CodeBlock code={check} label={t('how')} />
      </details>
    </section>
  );
}
