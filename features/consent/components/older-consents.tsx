'use client';

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/error-state';
import type { Names } from '../loaders';
import { olderConsents } from '../queries';
import classes from './consent.module.css';
import { ConsentLine } from './consent-line';

type Props = { profileId: string; after: string; purposes: Names; channels: Names };

/** The statements before the ones that came with the page, fetched when they are asked for. */
export function OlderConsents({ profileId, after, purposes, channels }: Props) {
  const t = useTranslations('consent.profile');
  const [wanted, setWanted] = useState(false);
  const older = useInfiniteQuery({ ...olderConsents(profileId, after), enabled: wanted });
  const entries = older.data?.pages.flatMap((page) => page.history) ?? [];
  if (older.error && entries.length === 0) return <ErrorState error={older.error} onRetry={() => void older.refetch()} />;
  return (
    <>
      {entries.length > 0 && (
        <ol className={classes.history}>
          {entries.map((entry) => (
            <ConsentLine key={entry.id} entry={entry} purposes={purposes} channels={channels} />
          ))}
        </ol>
      )}
      {(!older.data || older.hasNextPage) && (
        <Button
          variant="default"
          mt="sm"
          loading={older.isFetching}
          onClick={() => (older.data ? void older.fetchNextPage() : setWanted(true))}
        >
          {t('older')}
        </Button>
      )}
    </>
  );
}
