import { getTranslations } from 'next-intl/server';
import { Mono } from '@/components/mono';
import { Section } from '@/components/page-body';
import { ScrollRegion } from '@/components/scroll-region';
import { getFormat } from '@/lib/i18n/get-format';
import type { LinkView, ProfileView, SourceName } from '../types';
import { identifierLabel } from './identifier-label';
import { LinkList } from './link-list';
import classes from './profile.module.css';
import { RefreshWhile } from './refresh-while';

type Props = {
  profile: ProfileView;
  sources: SourceName[];
  canEdit: boolean;
  links: LinkView[];
  mergedIds: { id: string; at: string }[];
};

/** By what this person is known, why it all belongs together, what was kept apart, and which profiles became this one. */
export async function IdentityPanel({ profile, sources, canEdit, links, mergedIds }: Props) {
  const [t, words, format] = await Promise.all([
    getTranslations('profiles.identity'),
    getTranslations('profiles.identifierType'),
    getFormat(),
  ]);
  const nameOf = new Map(sources.map((source) => [source.id, source.name]));
  return (
    <>
      <Section title={t('identifiers')} description={t('identifiersText')}>
        <ScrollRegion label={t('identifiers')}>
          <table className={classes.table} aria-label={t('identifiers')}>
            <thead>
              <tr>
                <th scope="col">{t('type')}</th>
                <th scope="col">{t('value')}</th>
                <th scope="col">{t('source')}</th>
                <th scope="col">{t('first')}</th>
                <th scope="col">{t('last')}</th>
              </tr>
            </thead>
            <tbody>
              {profile.identifiers.map((identifier) => (
                <tr key={`${identifier.type}:${identifier.value}:${identifier.firstSeenAt}`}>
                  <td>{identifierLabel(words, identifier.type)}</td>
                  <td>
                    <bdi dir="ltr" className={classes.value}>
                      {identifier.value}
                    </bdi>
                  </td>
                  <td>{nameOf.get(identifier.sourceId) ?? '–'}</td>
                  <td>{format.date(identifier.firstSeenAt)}</td>
                  <td>{format.date(identifier.lastSeenAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </Section>
      <Section title={t('links')} description={t('linksText')}>
        <LinkList
          links={links.filter((link) => link.status !== 'refused')}
          nameOf={nameOf}
          empty={t('noLinks')}
          profileId={canEdit ? profile.id : null}
        />
        {links.some((link) => link.status === 'pending') && <RefreshWhile />}
      </Section>
      <Section title={t('refused')} description={t('refusedText')}>
        <LinkList links={links.filter((link) => link.status === 'refused')} nameOf={nameOf} empty={t('noRefused')} profileId={null} />
      </Section>
      {mergedIds.length > 0 && (
        <Section title={t('merged')} description={t('mergedText')}>
          <ul className={classes.plain}>
            {mergedIds.map(({ id, at }) => (
              <li key={id}>
                <Mono copy>{id}</Mono>
                <span className={classes.quiet}>{format.dateTime(at)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
