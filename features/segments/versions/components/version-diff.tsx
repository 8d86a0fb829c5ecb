'use client';

import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Section } from '@/components/page-body';
import { useFormat } from '@/components/use-format';
import type { RuleNames } from '../../data/suggestions';
import type { SegmentVersion } from '../types';
import { VersionJson } from './version-json';
import { VersionWords } from './version-words';
import classes from './versions.module.css';

type Props = {
  segmentId: string;
  before: SegmentVersion;
  after: SegmentVersion;
  versions: SegmentVersion[];
  names: RuleNames;
  onChoose: (choice: { before: number; after: number }) => void;
};

/** What differs between two versions, in words or as JSON. */
export function VersionDiff({ segmentId, before, after, versions, names, onChoose }: Props) {
  const t = useTranslations('segment-page.versions');
  const format = useFormat();
  const [as, setAs] = useState<'words' | 'json'>('words');
  const options = versions.map(({ version }) => ({ value: String(version), label: t('number', { version: format.integer(version) }) }));
  const views = (['words', 'json'] as const).map((value) => ({ value, label: t(`as.${value}`) }));
  return (
    <Section
      title={t('difference')}
      aside={<SegmentedControl aria-label={t('as.label')} value={as} onChange={(value) => setAs(value as typeof as)} data={views} />}
    >
      <div className={classes.pair}>
        <NativeSelect
          label={t('from')}
          data={options}
          value={String(before.version)}
          onChange={(event) => onChoose({ before: Number(event.currentTarget.value), after: after.version })}
        />
        <NativeSelect
          label={t('to')}
          data={options}
          value={String(after.version)}
          onChange={(event) => onChoose({ before: before.version, after: Number(event.currentTarget.value) })}
        />
      </div>
      {as === 'words' ? (
        <VersionWords segmentId={segmentId} before={before} after={after} names={names} />
      ) : (
        <VersionJson before={before.json} after={after.json} />
      )}
    </Section>
  );
}
