import { getTranslations } from 'next-intl/server';
import { TextLink } from '@/components/link-button';
import { Section } from '@/components/page-body';
import type { SourceName } from '@/features/profiles/types';
import type { Cluster } from '../data/clusters';
import { ClusterBadges } from './cluster-badges';
import { ClusterDetails } from './cluster-details';
import classes from './request.module.css';

/** Who it is, as confirmed: each profile with its whole identity. */
export async function SubjectList({ clusters, sources }: { clusters: Cluster[]; sources: SourceName[] }) {
  const t = await getTranslations('requests.identity');
  return (
    <Section title={t('subject')}>
      {clusters.map((cluster) => (
        <div key={cluster.profile.id} className={classes.subject}>
          <div className={classes.subjectHead}>
            <TextLink href={`/profiles/${cluster.profile.id}`} c="var(--text-accent)" fw={600}>
              <bdi>{cluster.profile.name ?? cluster.profile.identifiers[0]?.value ?? t('unnamed')}</bdi>
            </TextLink>
            <ClusterBadges cluster={cluster} />
          </div>
          <details>
            <summary>{t('details')}</summary>
            <ClusterDetails cluster={cluster} sources={sources} />
          </details>
        </div>
      ))}
    </Section>
  );
}
