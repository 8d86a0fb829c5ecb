import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/copy-button';
import { TextLink } from '@/components/link-button';
import { getFormat } from '@/lib/i18n/get-format';
import type { GroupView, ProfileView } from '../types';
import { identifierLabel } from './identifier-label';
import classes from './profile.module.css';

const IDENTIFIERS_SHOWN = 8;

/** `audit`: the reader may look up who saw this person; `children` are sections of later stages. */
type Props = { profile: ProfileView; groups: GroupView[]; masked: boolean; audit: boolean; children?: ReactNode };

/** Beside every tab: how this person is known, which segments and groups they are in. */
export async function ProfileAside({ profile, groups, masked, audit, children }: Props) {
  const [t, words, format] = await Promise.all([
    getTranslations('profiles.aside'),
    getTranslations('profiles.identifierType'),
    getFormat(),
  ]);
  const strong = profile.identifiers.filter((i) => !i.type.includes('anonymous_id'));
  const shown = (strong.length > 0 ? strong : profile.identifiers).slice(0, IDENTIFIERS_SHOWN);
  const rest = profile.identifiers.length - shown.length;
  return (
    <aside className={classes.aside} aria-label={t('label')}>
      <section>
        <h2>{t('identifiers')}</h2>
        <dl className={classes.pairs}>
          {shown.map(({ type, value }) => (
            <div key={`${type}:${value}`}>
              <dt>{identifierLabel(words, type)}</dt>
              <dd>
                <bdi dir="ltr" className={classes.cut} title={value}>
                  {value}
                </bdi>
                {!masked && <CopyButton value={value} />}
              </dd>
            </div>
          ))}
        </dl>
        {shown.length === 0 && <p className={classes.quiet}>{t('noIdentifiers')}</p>}
        {rest > 0 && <TextLink href={`/profiles/${profile.id}?tab=identity`}>{t('more', { count: rest })}</TextLink>}
      </section>
      <section>
        <h2>{t('segments')}</h2>
        {profile.segments.length === 0 && <p className={classes.quiet}>{t('noSegments')}</p>}
        <ul className={classes.plain}>
          {profile.segments.map((segment) => (
            <li key={segment.id}>
              <TextLink href={`/segments/${segment.id}`}>{segment.name}</TextLink>
              <span className={classes.quiet}>{t('since', { date: format.date(segment.enteredAt) })}</span>
            </li>
          ))}
        </ul>
      </section>
      {children}
      {groups.length > 0 && (
        <section>
          <h2>{t('groups')}</h2>
          <ul className={classes.plain}>
            {groups.map((group) => (
              <li key={group.id}>
                <span>{typeof group.traits.name === 'string' ? group.traits.name : group.id}</span>
                <span className={classes.quiet}>{t('since', { date: format.date(group.joinedAt) })}</span>
                <GroupTraits traits={group.traits} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {audit && (
        <section>
          <h2>{t('accesses')}</h2>
          <TextLink href={`/settings/audit-log?person=${profile.id}&last=90`}>{t('accessesLink')}</TextLink>
        </section>
      )}
    </aside>
  );
}

function GroupTraits({ traits }: { traits: Record<string, unknown> }) {
  const plain = Object.entries(traits).filter(([name, value]) => name !== 'name' && ['string', 'number', 'boolean'].includes(typeof value));
  if (plain.length === 0) return null;
  return <span className={classes.quiet}>{plain.map(([name, value]) => `${name}: ${value}`).join(' · ')}</span>;
}
