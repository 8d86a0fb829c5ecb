'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MOST_SEGMENTS } from '../compare/constants';

const LabelDialog = dynamic(() => import('./label-dialog').then((m) => m.LabelDialog), { ssr: false });

/** What can be done with the segments that are selected: one is copied, two are told apart, several are laid over each other; all are labelled. */
export function SelectedActions({ ids, labels, mayWrite }: { ids: string[]; labels: string[]; mayWrite: boolean }) {
  const t = useTranslations('segment-page.selected');
  const [labelling, setLabelling] = useState(false);
  const [first, ...others] = ids;
  if (first === undefined) return null;
  const compare = (params: Record<string, string>) => `/segments/${first}?${new URLSearchParams({ tab: 'compare', ...params })}`;
  return (
    <>
      {others.length === 0 && mayWrite && (
        <Button component={Link} href={`/segments/new?copy=${first}`} variant="default" size="compact-sm">
          {t('duplicate')}
        </Button>
      )}
      {others.length === 1 && (
        <Button component={Link} href={compare({ view: 'differences', against: others.join() })} variant="default" size="compact-sm">
          {t('differences')}
        </Button>
      )}
      {others.length > 0 && ids.length <= MOST_SEGMENTS && (
        <Button component={Link} href={compare({ view: 'overlap', with: others.join() })} variant="default" size="compact-sm">
          {t('overlap')}
        </Button>
      )}
      {mayWrite && (
        <Button variant="default" size="compact-sm" onClick={() => setLabelling(true)}>
          {t('label')}
        </Button>
      )}
      {labelling && <LabelDialog ids={ids} known={labels} onClose={() => setLabelling(false)} />}
    </>
  );
}
