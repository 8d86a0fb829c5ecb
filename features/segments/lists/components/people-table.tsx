'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { Column } from '@/components/data-table/types';
import { EmptyState } from '@/components/empty-state';
import { ErrorState } from '@/components/error-state';
import { Section } from '@/components/page-body';
import { RelativeTime } from '@/components/relative-time';
import { useAction } from '@/components/use-action';
import { personName } from '../../components/person-name';
import { addPeopleAction, removePeopleAction } from '../actions';
import { peopleRows } from '../queries';
import type { ListedPerson } from '../types';
import { AddPerson } from './add-person';

type Props = { listId: string; mayOpen: boolean; mayWrite: boolean };

/** Who is on the list; people are put on it and taken off it here. */
export function PeopleTable({ listId, mayOpen, mayWrite }: Props) {
  const t = useTranslations('segments.lists.people');
  const router = useRouter();
  const queries = useQueryClient();
  const rows = useInfiniteQuery(peopleRows(listId));
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: peopleRows(listId).queryKey });
    router.refresh();
  };
  const [removing, setRemoving] = useState<string>();
  const remove = useAction(removePeopleAction, { onSuccess: refresh });
  const add = useAction(addPeopleAction, { success: ({ changed }) => t(changed ? 'added' : 'already'), onSuccess: refresh });
  const columns: Column<ListedPerson>[] = [
    { key: 'name', header: t('person'), cell: ({ profile }) => personName(profile).label },
    { key: 'detail', header: t('contact'), hideBelow: 'sm', cell: ({ profile }) => personName(profile).detail ?? '–' },
    { key: 'origin', header: t('how'), width: '13rem', hideBelow: 'md', cell: (row) => t(`origin.${row.origin}`, { by: row.addedBy }) },
    { key: 'since', header: t('since'), width: '10rem', hideBelow: 'sm', cell: (row) => <RelativeTime at={row.addedAt} /> },
    ...(mayWrite
      ? [
          {
            key: 'remove',
            header: '',
            width: '3rem',
            cell: ({ profile }: ListedPerson) => (
              <Tooltip label={t('remove')}>
                <ActionIcon
                  aria-label={t('removeName', { name: personName(profile).label })}
                  loading={remove.pending && removing === profile.id}
                  onClick={(event) => {
                    event.preventDefault();
                    event.stopPropagation();
                    setRemoving(profile.id);
                    void remove.run({ id: listId, profileIds: [profile.id] });
                  }}
                >
                  <IconX size={16} />
                </ActionIcon>
              </Tooltip>
            ),
          },
        ]
      : []),
  ];
  return (
    <Section title={t('title')}>
      {mayWrite && <AddPerson onAdd={(profileId) => add.run({ id: listId, profileIds: [profileId] })} />}
      {rows.isError ? (
        <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          rows={rows.data?.pages.flatMap((page) => page.data)}
          rowKey={(row) => row.profile.id}
          rowLabel={(row) => personName(row.profile).label}
          {...(mayOpen ? { rowHref: (row: ListedPerson) => `/profiles/${row.profile.id}` } : {})}
          more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
          empty={<EmptyState kind="first" title={t('empty')} />}
        />
      )}
    </Section>
  );
}
