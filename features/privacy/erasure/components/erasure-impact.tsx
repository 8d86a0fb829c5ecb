import { Alert } from '@mantine/core';
import { getTranslations } from 'next-intl/server';
import { Stat, Stats } from '@/components/stat';
import { getFormat } from '@/lib/i18n/get-format';
import { loadImpact } from '../loaders';
import { DestinationTable } from './destination-table';
import classes from './erasure.module.css';
import { TableCounts } from './table-counts';

const sumOf = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** What an erasure would take away, before anybody confirms it. */
export async function ErasureImpact({ profileIds, given }: { profileIds: readonly string[]; given: Parameters<typeof loadImpact>[1] }) {
  const [t, format, impact] = await Promise.all([getTranslations('erasure'), getFormat(), loadImpact(profileIds, given)]);
  const { rows, content, files, identifiers, destinations } = impact;
  const manual = destinations.filter((d) => d.plan !== 'ask').length;
  return (
    <div>
      <h3>{t('impact')}</h3>
      <div className={classes.figures}>
        <Stats>
          <Stat label={t('rowsGone')} value={format.integer(sumOf(rows) + sumOf(content))} />
          <Stat label={t('identifiers')} value={format.integer(sumOf(identifiers))} note={t('identifiersNote')} />
          <Stat label={t('segments')} value={format.integer(impact.segments)} />
          <Stat
            label={t('destinations')}
            value={format.integer(destinations.length)}
            note={manual > 0 ? t('manualNote', { count: manual }) : undefined}
          />
          <Stat label={t('files')} value={format.integer(files.exports + files.packages)} note={t('filesNote', { count: files.imports })} />
        </Stats>
      </div>
      {impact.othersIdentifiers > 0 && <Alert color="yellow">{t('othersIdentifiers', { count: impact.othersIdentifiers })}</Alert>}
      {impact.partial && <Alert color="yellow">{t('partial')}</Alert>}
      <details className={classes.details}>
        <summary>{t('byTable')}</summary>
        <TableCounts caption={t('own')} counts={rows} />
        <TableCounts caption={t('texts')} counts={content} />
      </details>
      <DestinationTable
        rows={destinations.map(({ destinationId, name, kind, plan, reason }) => ({
          id: destinationId,
          name,
          kind,
          state: plan,
          reason,
          endedAt: null,
        }))}
      />
      <p className={classes.note}>{t('backups')}</p>
    </div>
  );
}
