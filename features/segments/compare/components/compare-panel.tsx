'use client';

import { SegmentedControl } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { BreakdownView } from './breakdown-view';
import classes from './compare.module.css';
import { DifferencesView } from './differences-view';
import { OverlapView } from './overlap-view';

const views = ['breakdown', 'overlap', 'differences'] as const;

type Props = {
  segment: { id: string; name: string };
  /** All segments that can be compared with, and the traits people can be divided by. */
  segments: { id: string; name: string }[];
  traits: string[];
  mayOpen: boolean;
  maySave: boolean;
};

/** A segment divided by a trait, laid over others, and told apart from others. What is asked stands in the address. */
export function ComparePanel({ segment, segments, traits, mayOpen, maySave }: Props) {
  const t = useTranslations('segment-page.compare');
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('breakdown'));
  return (
    <div className={classes.panel}>
      <SegmentedControl
        className={classes.switch}
        aria-label={t('label')}
        value={view}
        onChange={(value) => void setView(value as typeof view)}
        data={views.map((value) => ({ value, label: t(`view.${value}`) }))}
      />
      {view === 'breakdown' && <BreakdownView segment={segment} traits={traits} maySave={maySave} />}
      {view === 'overlap' && <OverlapView segment={segment} segments={segments} mayOpen={mayOpen} maySave={maySave} />}
      {view === 'differences' && <DifferencesView segment={segment} segments={segments} />}
    </div>
  );
}
