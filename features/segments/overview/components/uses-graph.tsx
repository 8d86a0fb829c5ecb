'use client';

import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/link-button';
import { Section } from '@/components/page-body';
import { useEventLabel } from '@/components/use-event-label';
import type { Linked, Uses } from '../types';
import classes from './overview.module.css';

/** What the segment reads, on its way through the segment to what uses it: three columns joined by lines, read as lists. */
export function UsesGraph({ name, uses }: { name: string; uses: Uses }) {
  const t = useTranslations('segment-page.uses');
  const event = useEventLabel();
  const label = (link: Linked) => (link.kind === 'event' ? event(link.name) : link.name);
  const column = (title: string, links: Linked[], side: 'before' | 'after') => (
    <div className={classes.column} data-side={side}>
      <h3>{title}</h3>
      {links.length === 0 ? (
        <p className={classes.none}>{t('nothing')}</p>
      ) : (
        <ul>
          {links.map((link) => (
            <li key={`${link.kind} ${link.name} ${link.href}`}>
              <span className={classes.kind}>{t(`kind.${link.kind}`)}</span>{' '}
              {link.href ? <TextLink href={link.href}>{label(link)}</TextLink> : <span>{label(link)}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
  return (
    <Section title={t('title')}>
      <div className={classes.graph}>
        {column(t('uses'), uses.uses, 'before')}
        <div className={classes.self}>{name}</div>
        {column(t('usedBy'), uses.usedBy, 'after')}
      </div>
    </Section>
  );
}
