'use client';

import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useAction } from '@/components/use-action';
import { useFormat } from '@/components/use-format';
import { refreshCutPointsAction } from '../../actions';
import { cutPointsQuery } from '../../queries';
import classes from '../controls/editor.module.css';

/** Of when the cut points of a trait are, from how many people, and a button that makes them anew once there are any. */
export function RankStamp({ trait, mayRefresh = true }: { trait: string; mayRefresh?: boolean }) {
  const t = useTranslations('segments.rank');
  const format = useFormat();
  const client = useQueryClient();
  const cuts = useQuery(cutPointsQuery(trait));
  const refresh = useAction(refreshCutPointsAction, {
    success: t('refreshed'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['segments'] }),
  });
  const stamp = cuts.data?.stamp;
  return (
    <span className={classes.note}>
      {stamp
        ? t('stamp', { trait, version: stamp.version, time: format.dateTime(stamp.at), people: format.integer(stamp.people) })
        : cuts.isSuccess && t('noStamp', { trait })}{' '}
      {stamp?.few && `${t('few')} `}
      {mayRefresh && stamp && (
        <Button variant="subtle" size="compact-xs" loading={refresh.pending} onClick={() => void refresh.run({ trait })}>
          {t('refresh')}
        </Button>
      )}
    </span>
  );
}
