'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import type { HoldoutDraft } from './draft';

type Props = { draft: HoldoutDraft; onChange: (draft: object) => void };

/** In, or not in, the holdout. */
export function HoldoutEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  return (
    <>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={draft.op ?? 'not_in'}
        onChange={(event) => onChange({ ...draft, op: event.currentTarget.value })}
        data={(['in', 'not_in'] as const).map((op) => ({ value: op, label: t(`holdout.${op}`) }))}
      />
      <span className={classes.note}>{t('holdout.note')}</span>
    </>
  );
}
