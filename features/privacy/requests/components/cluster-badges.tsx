'use client';

import { useTranslations } from 'next-intl';
import { Status } from '@/components/status';
import { useFormat } from '@/components/use-format';
import type { Cluster } from '../data/clusters';
import classes from './request.module.css';

/** How much is known of a person, and whether their data is restricted. */
export function ClusterBadges({ cluster: { profile, mergedIds, standing } }: { cluster: Cluster }) {
  const t = useTranslations('requests.identity');
  const format = useFormat();
  return (
    <span className={classes.badges}>
      <span>{t('identifiers', { count: profile.identifiers.length })}</span>
      <span>{t('events', { events: format.integer(profile.eventCount) })}</span>
      {mergedIds.length > 0 && <span>{t('merged', { count: mergedIds.length })}</span>}
      {standing.restricted && <Status tone="warning">{t('restricted')}</Status>}
      {standing.objected && <Status tone="warning">{t('objected')}</Status>}
    </span>
  );
}
