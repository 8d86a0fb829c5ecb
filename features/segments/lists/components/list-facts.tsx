'use client';

import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/link-button';
import { useFormat } from '@/components/use-format';
import classes from './lists.module.css';

type Props = { size: number; using: { id: string; name: string }[] };

/** How many people are on a list, and which segments ask for it. */
export function ListFacts({ size, using }: Props) {
  const t = useTranslations('segments.lists');
  const format = useFormat();
  return (
    <div className={classes.facts}>
      <p>{t('count', { count: size, n: format.integer(size) })}</p>
      <p className={classes.quiet}>
        {using.length === 0 ? t('unused') : t('usedBy')}{' '}
        {using.map((segment, i) => (
          <span key={segment.id}>
            {i > 0 && ' · '}
            <TextLink href={`/segments/${segment.id}`}>{segment.name}</TextLink>
          </span>
        ))}
      </p>
    </div>
  );
}
