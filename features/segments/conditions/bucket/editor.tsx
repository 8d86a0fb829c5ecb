'use client';

import { TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { Place, useMarks } from '../controls/place';
import { SmallNumber } from '../controls/small-number';
import type { BucketDraft } from './draft';

type Props = { draft: BucketDraft; onChange: (draft: object) => void };

/** From how many percent to how many, of which split. */
export function BucketEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments.bucket');
  const mark = useMarks();
  const percent = (key: 'from' | 'to') => (
    <Place at={key}>
      <SmallNumber label={t(key)} max={100} decimals={2} value={draft[key]} onChange={(value) => onChange({ ...draft, [key]: value })} />
    </Place>
  );
  return (
    <>
      <span className={classes.word}>{t('part')}</span>
      {percent('from')}
      <span className={classes.word}>{t('until')}</span>
      {percent('to')}
      <span className={classes.word}>{t('of')}</span>
      <TextInput
        {...mark('seed')}
        aria-label={t('seed')}
        className={classes.value}
        maxLength={200}
        value={draft.seed ?? ''}
        onChange={(event) => onChange({ ...draft, seed: event.currentTarget.value || undefined })}
      />
      <span className={classes.note}>{t('note')}</span>
    </>
  );
}
