import { getTranslations } from 'next-intl/server';
import { Section } from '@/components/page-body';
import { ScrollRegion } from '@/components/scroll-region';
import { IdentityPanel } from '@/features/profiles/components/identity-panel';
import type { SourceName } from '@/features/profiles/types';
import { getFormat } from '@/lib/i18n/get-format';
import type { Cluster } from '../data/clusters';
import classes from './request.module.css';

/** The whole identity of one person: identifiers, why they belong together, merged profiles, and the records of each source. */
export async function ClusterDetails({ cluster, sources }: { cluster: Cluster; sources: SourceName[] }) {
  const [t, format] = await Promise.all([getTranslations('requests.identity'), getFormat()]);
  const { profile, links, mergedIds, records } = cluster;
  const nameOf = new Map(sources.map((source) => [source.id, source.name]));
  return (
    <>
      <IdentityPanel profile={profile} sources={sources} canEdit={false} links={links} mergedIds={mergedIds} />
      <Section title={t('records')} description={t('recordsText')}>
        <ScrollRegion label={t('records')}>
          <table className={classes.table} aria-label={t('records')}>
            <thead>
              <tr>
                <th scope="col">{t('source')}</th>
                <th scope="col">{t('key')}</th>
                <th scope="col">{t('traits')}</th>
                <th scope="col">{t('first')}</th>
                <th scope="col">{t('last')}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr key={`${record.sourceId}:${record.key}`}>
                  <td>{nameOf.get(record.sourceId) ?? '–'}</td>
                  <td>
                    <bdi dir="ltr">{record.key}</bdi>
                  </td>
                  <td>{format.integer(record.traits)}</td>
                  <td>{format.date(record.firstSeenAt)}</td>
                  <td>{format.date(record.lastSeenAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </Section>
    </>
  );
}
