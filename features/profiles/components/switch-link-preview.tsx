'use client';

import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { linkPreviewOf } from '../queries';
import { identifierLabel } from './identifier-label';
import classes from './profile.module.css';

/** The profiles as they would be: what each would be known by, and how many events it would hold. */
export function SwitchLinkPreview({ profileId, linkId, disabled }: { profileId: string; linkId: string; disabled: boolean }) {
  const t = useTranslations('profiles.identity.switch');
  const words = useTranslations('profiles.identifierType');
  const { data, isError } = useQuery(linkPreviewOf(profileId, linkId, disabled));
  if (isError) return <p role="alert">{t('previewFailed')}</p>;
  if (!data) return <Skeleton height={72} />;
  return (
    <>
      <p>{data.parts.length === 1 ? t('afterOne') : t('afterMany', { n: data.parts.length })}</p>
      <ul className={classes.plain} aria-label={t('after')}>
        {data.parts.map(({ place, identifiers, more, events }) => (
          <li key={`${place} ${identifiers[0]?.type} ${identifiers[0]?.value}`}>
            <span>
              <strong>{t(`place.${place}`)}</strong>{' '}
              {identifiers.map(({ type, value }, n) => (
                <span key={`${type} ${value}`}>
                  {n > 0 && ' · '}
                  {identifierLabel(words, type)} <bdi dir="ltr">{value}</bdi>
                </span>
              ))}
              {more > 0 && ` ${t('more', { n: more })}`}
            </span>
            <span className={classes.quiet}>{t('events', { n: events })}</span>
          </li>
        ))}
      </ul>
      {!disabled && data.parts.length > 1 && <p className={classes.quiet}>{t('stillApart')}</p>}
    </>
  );
}
