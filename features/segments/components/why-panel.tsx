'use client';

import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { TextLink } from '@/components/link-button';
import { Status } from '@/components/status';
import { useDebounced } from '@/components/use-debounced';
import { useFormat } from '@/components/use-format';
import { HIDDEN } from '@/features/profiles/core/mask';
import type { RuleNames } from '../data/suggestions';
import { explanationOf, peopleQuery } from '../queries';
import { ExplainedTree } from './explained-tree';
import { NextChange } from './next-change';
import { personName } from './person-name';
import classes from './segment-view.module.css';
import { useWords } from './use-words';

type Props = { segmentId: string; names: RuleNames; mayOpen: boolean };

/** Pick a person; see for each condition whether they meet it, and by which value or events. */
export function WhyPanel({ segmentId, names, mayOpen }: Props) {
  const t = useTranslations('segments.why');
  const format = useFormat();
  const words = useWords(names);
  const [profileId, setProfileId] = useQueryState('profile', parseAsString);
  const [typed, setTyped] = useState('');
  const people = useQuery(peopleQuery(useDebounced(typed.trim(), 200)));
  const answer = useQuery({ ...explanationOf(segmentId, profileId ?? ''), enabled: profileId !== null });
  const found = people.data?.data ?? [];
  const called = answer.data && personName(answer.data.profile).label;
  const chosen = called === undefined ? undefined : { label: called === HIDDEN ? t('someone') : called };
  const options = found.map((p) => ({ value: p.id, label: p.detail ? `${p.label} · ${p.detail}` : p.label }));
  if (profileId && chosen && !options.some((o) => o.value === profileId)) options.unshift({ value: profileId, label: chosen.label });

  return (
    <div className={classes.why}>
      <Select
        label={t('pick')}
        placeholder={t('pickPlaceholder')}
        className={classes.picker}
        searchable
        clearable
        // The server has searched: it also finds by phone, id and typos, which the shown text does not hold.
        filter={({ options: all }) => all}
        nothingFoundMessage={typed.trim().length >= 2 && !people.isFetching ? t('nobody') : undefined}
        data={options}
        value={profileId}
        onChange={(value) => void setProfileId(value)}
        onSearchChange={setTyped}
      />
      {!profileId ? (
        <EmptyState kind="first" title={t('choose')} />
      ) : answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !answer.data || !chosen ? (
        <Skeleton height={160} />
      ) : (
        <>
          <div className={classes.verdict}>
            <Status tone={answer.data.inside ? 'success' : 'neutral'}>
              {answer.data.inside ? t('in', { name: chosen.label }) : t('out', { name: chosen.label })}
            </Status>
            <span className={classes.quiet}>{t('asOf', { time: format.timeSeconds(answer.data.asOf) })}</span>
            {mayOpen && <TextLink href={`/profiles/${answer.data.profile.id}`}>{t('open')}</TextLink>}
          </div>
          {answer.data.restricted && <p className={classes.note}>{t('restricted')}</p>}
          {answer.data.inside !== answer.data.member && <p className={classes.note}>{t(answer.data.still ? 'standing' : 'following')}</p>}
          <NextChange segmentId={segmentId} profileId={answer.data.profile.id} asOf={answer.data.asOf} />
          <ExplainedTree node={answer.data.rule} words={words} />
        </>
      )}
    </div>
  );
}
