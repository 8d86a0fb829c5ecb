'use client';

import { NumberInput, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import type { BucketDraft } from './draft';

type Props = { draft: BucketDraft; onChange: (draft: object) => void };

/** From how many percent to how many, of which split. */
export function BucketEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments.bucket');
  const percent = (key: 'from' | 'to') => (
    <NumberInput
      aria-label={t(key)}
      className={classes.small}
      min={0}
      max={100}
      decimalScale={2}
      clampBehavior="none"
      hideControls
      value={draft[key] ?? ''}
      onChange={(value) => onChange({ ...draft, [key]: value === '' ? undefined : Number(value) })}
    />
  );
  return (
    <>
      <span className={classes.word}>{t('part')}</span>
      {percent('from')}
      <span className={classes.word}>{t('until')}</span>
      {percent('to')}
      <span className={classes.word}>{t('of')}</span>
      <TextInput
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
