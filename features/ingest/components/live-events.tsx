'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Mono } from '@/components/mono';
import { Status } from '@/components/status';
import { useDebounced } from '@/components/use-debounced';
import { useEventLabel } from '@/components/use-event-label';
import { useFormat } from '@/components/use-format';
import { EVENT_TYPES } from '../constants';
import type { LiveEvent } from '../data/recent-events';
import { liveEventsQuery, openEventQuery } from '../queries';
import classes from './live-events.module.css';

const EventSheet = dynamic(() => import('./event-sheet').then((m) => m.EventSheet), { ssr: false });

const address = { q: parseAsString, type: parseAsStringLiteral(EVENT_TYPES), paused: parseAsBoolean, event: parseAsString };

/** The debugger: a source's newest events as they come in. Filters, pause and the open event stand in the address. */
export function LiveEvents({ sourceId, linkProfiles }: { sourceId: string; linkProfiles: boolean }) {
  const t = useTranslations('sources.live');
  const columns = useEventColumns();
  const [state, setState] = useQueryStates(address, { history: 'replace' });
  const [typed, setTyped] = useState(state.q ?? '');
  const q = useDebounced(typed.trim(), 250);
  const paused = state.paused === true;
  const live = useQuery(liveEventsQuery(sourceId, { q: q || undefined, type: state.type ?? undefined }, paused));
  const filtered = q !== '' || state.type !== null;
  const listed = live.data?.events.find((e) => e.id === state.event);
  const { data: open } = useQuery(openEventQuery(sourceId, state.event, listed));
  const clear = () => {
    setTyped('');
    void setState({ q: null, type: null });
  };
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          type="search"
          className={classes.search}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            void setState({ q: event.currentTarget.value.trim() || null });
          }}
          maxLength={200}
        />
        <Select
          className={classes.type}
          aria-label={t('type')}
          placeholder={t('allTypes')}
          data={[...EVENT_TYPES]}
          value={state.type}
          onChange={(value) => void setState({ type: EVENT_TYPES.find((e) => e === value) ?? null })}
          clearable
        />
        <div className={classes.state}>
          <Status tone={paused ? 'neutral' : 'busy'}>{t(paused ? 'paused' : 'running')}</Status>
          <Button
            variant="default"
            leftSection={paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            onClick={() => void setState({ paused: paused ? null : true })}
          >
            {t(paused ? 'resume' : 'pause')}
          </Button>
        </div>
      </div>
      {live.error && !live.data ? (
        <ErrorState error={live.error} onRetry={() => void live.refetch()} />
      ) : (
        <DataTable
          label={t('label')}
          compact
          columns={columns}
          rows={live.data?.events}
          rowKey={(row) => row.id}
          rowLabel={(row) => row.name}
          onRowClick={(row) => void setState({ event: row.id })}
          stale={live.isPlaceholderData}
          empty={
            filtered ? (
              <EmptyState
                kind="filtered"
                title={t('filtered')}
                action={
                  <Button variant="default" onClick={clear}>
                    {t('clear')}
                  </Button>
                }
              />
            ) : (
              <EmptyState kind="first" title={t('empty')}>
                {t('emptyText')}
              </EmptyState>
            )
          }
        />
      )}
      {live.data?.partial && <p className={classes.note}>{t('partial')}</p>}
      {open && <EventSheet event={open} linkProfile={linkProfiles} onClose={() => void setState({ event: null })} />}
    </>
  );
}

function useEventColumns(): Column<LiveEvent>[] {
  const t = useTranslations('sources.live.columns');
  const format = useFormat();
  const label = useEventLabel();
  return [
    { key: 'time', header: t('time'), width: '8rem', cell: (e) => format.timeSeconds(e.receivedAt) },
    { key: 'type', header: t('type'), width: '6rem', hideBelow: 'sm', cell: (e) => e.type },
    { key: 'name', header: t('name'), cell: (e) => label(e.name) },
    { key: 'message', header: t('message'), width: '18rem', hideBelow: 'md', cell: (e) => <Mono>{e.messageId}</Mono> },
    { key: 'occurred', header: t('occurred'), width: '12rem', hideBelow: 'sm', cell: (e) => format.dateTime(e.occurredAt) },
  ];
}
