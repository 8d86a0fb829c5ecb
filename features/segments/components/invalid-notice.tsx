'use client';

import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { TextLink } from '@/components/link-button';
import { useFormat } from '@/components/use-format';
import type { NamedReference } from '../data/named-references';
import classes from './segment-view.module.css';

/** For a segment whose rule names what is not there any more: what that is, what its members are worth now, and what to do. */
export function InvalidNotice({ missing }: { missing: NamedReference[] }) {
  const t = useTranslations('segments');
  const format = useFormat();
  const names = missing.map(({ kind, name }) => t('invalid.thing', { kind: t(`field.${kind}`), name }));
  return (
    <div className={classes.still} data-state="invalid" role="status">
      <div>
        <p className={classes.stillTitle}>
          {missing.length === 0 ? t('invalid.unreadable') : t('invalid.missing', { names: format.list(names) })}
        </p>
        <p className={classes.note}>
          {t('invalid.meaning')} {missing.length > 0 ? t('invalid.mend') : t('invalid.edit')}{' '}
          {missing.map(({ href, name }) => (
            <Fragment key={name}>{href && <TextLink href={href}>{t('invalid.open', { name })}</TextLink>} </Fragment>
          ))}
        </p>
      </div>
    </div>
  );
}
