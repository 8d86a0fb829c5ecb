'use client';

import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { TextLink } from '@/components/link-button';
import { Section } from '@/components/page-body';
import { RelativeTime } from '@/components/relative-time';
import { Stat, Stats } from '@/components/stat';
import { useFormat } from '@/components/use-format';
import panel from '../../components/preview-panel.module.css';
import { useWords } from '../../components/use-words';
import type { RuleNames } from '../../data/suggestions';
import { definitionText } from '../core/definition-text';
import { traitNow } from '../queries';
import type { TraitDetails as Details } from '../types';
import classes from './computed.module.css';
import { DistributionView } from './distribution-view';
import { TraitStatus } from './trait-status';
import { ValueList } from './value-list';

const places = { segment: '/segments', template: '/emails/templates', destination: '/destinations' } as const;

/** What a computed trait is made of, how its values lie, ten people's values, and what uses it; followed while it is open. */
export function TraitDetails({ shown, names, mayOpen }: { shown: Details; names: RuleNames; mayOpen: boolean }) {
  const t = useTranslations('computed');
  const format = useFormat();
  const words = useWords(names);
  const { trait, users, distribution, lines } = useQuery(traitNow(shown)).data;
  const busy = trait.status === 'deleting' || (trait.status === 'active' && trait.state === 'building') || trait.progress !== null;
  return (
    <>
      {busy && (
        <div className={classes.progress} role="status">
          <span>
            {t(trait.status === 'active' ? 'state.building' : 'takingBack')} {format.percent(trait.progress ?? 0)}
          </span>
          <Progress value={(trait.progress ?? 0) * 100} flex={1} aria-label={t('state.building')} />
        </div>
      )}
      <p className={classes.sentence}>
        {trait.definition ? definitionText(trait.definition, words, t as unknown as typeof words.t) : t('stateHelp.invalid')}
      </p>
      {trait.description && <p className={classes.description}>{trait.description}</p>}
      <Stats>
        <Stat label={t('column.state')} value="" note={<TraitStatus trait={trait} />} />
        <Stat label={t('column.people')} value={format.integer(trait.people)} definition={t('peopleHelp')} />
        <Stat
          label={t('column.computed')}
          value=""
          note={trait.computedAt ? <RelativeTime at={trait.computedAt} /> : '–'}
          definition={t('freshness')}
        />
        <Stat
          label={t('version')}
          value={format.integer(trait.version)}
          note={trait.updatedBy ? t('by', { name: trait.updatedBy }) : undefined}
        />
      </Stats>
      <div className={classes.columns}>
        <Section title={t('distribution.title')}>
          <DistributionView distribution={distribution} />
        </Section>
        <Section title={t('people')}>
          {lines.length > 0 ? (
            <ValueList lines={lines} label={t('people')} mayOpen={mayOpen} />
          ) : (
            <p className={panel.meta}>{t('nobody')}</p>
          )}
        </Section>
      </div>
      <Section title={t('users')}>
        {users.length === 0 ? (
          <p className={panel.meta}>{t('noUsers')}</p>
        ) : (
          <ul className={classes.users}>
            {users.map(({ kind, id, name }) => (
              <li key={`${kind} ${id}`}>
                {t(`user.${kind}`)}: <TextLink href={`${places[kind]}/${id}`}>{name}</TextLink>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
