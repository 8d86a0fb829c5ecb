import { IconLink, IconLinkOff } from '@tabler/icons-react';
import { getTranslations } from 'next-intl/server';
import { Status, type Tone } from '@/components/status';
import { getFormat } from '@/lib/i18n/get-format';
import type { LinkView } from '../types';
import { identifierLabel } from './identifier-label';
import classes from './profile.module.css';
import { SwitchLinkButton } from './switch-link-button';

const tones: Record<LinkView['status'], Tone> = { active: 'success', pending: 'busy', refused: 'warning', disabled: 'neutral' };

/** `profileId`: whose links may be switched here; null: none may. */
type Props = { links: LinkView[]; nameOf: Map<string, string>; empty: string; profileId: string | null };

/** Links in words: which two identifiers, what said that they are one person, or why they were kept apart. */
export async function LinkList({ links, nameOf, empty, profileId }: Props) {
  const [t, words, format] = await Promise.all([
    getTranslations('profiles.identity'),
    getTranslations('profiles.identifierType'),
    getFormat(),
  ]);
  if (links.length === 0) return <p className={classes.quiet}>{empty}</p>;
  const end = ({ type, value }: LinkView['a']) => (
    <>
      {identifierLabel(words, type)} <bdi dir="ltr">{value}</bdi>
    </>
  );
  const reason = ({ rule }: LinkView) => (t.has(`rule.${rule}` as never) ? t(`rule.${rule}` as never) : t('rule.other', { rule }));
  return (
    <ul className={classes.links}>
      {links.map((link) => (
        <li key={link.id}>
          <p>
            {end(link.a)} {link.status === 'active' ? <IconLink size={14} aria-hidden /> : <IconLinkOff size={14} aria-hidden />}{' '}
            {end(link.b)}
          </p>
          <p className={classes.quiet}>
            {link.switching ? (
              <Status tone="busy">{link.status === 'disabled' ? t('switch.joining') : t('switch.parting')}</Status>
            ) : (
              <Status tone={tones[link.status]}>{t(`status.${link.status}`)}</Status>
            )}
            <span>{link.status === 'refused' ? reason(link) : t(`kind.${link.kind}`)}</span>
            <span>{nameOf.get(link.sourceId) ?? '–'}</span>
            <span>{format.dateTime(link.at)}</span>
            {profileId !== null && !link.switching && (
              <SwitchLinkButton
                profileId={profileId}
                linkId={link.id}
                ends={[link.a.value, link.b.value]}
                disabled={link.status !== 'disabled'}
              />
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
