'use client';

import { NativeSelect, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { useSuggestions } from '../controls/suggestions-context';
import type { SegmentDraft } from './draft';

type Props = { draft: SegmentDraft; onChange: (draft: SegmentDraft) => void };

/** In, or not in, another segment. */
export function SegmentEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { segments } = useSuggestions();
  return (
    <>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={draft.op ?? 'in'}
        onChange={(event) => onChange({ ...draft, op: event.currentTarget.value as 'in' | 'not_in' })}
        data={(['in', 'not_in'] as const).map((op) => ({ value: op, label: t(`segmentOp.${op}`) }))}
      />
      <Select
        aria-label={t('field.segment')}
        placeholder={t('field.segmentPlaceholder')}
        className={classes.name}
        searchable
        value={draft.segmentId ?? null}
        onChange={(segmentId) => onChange({ ...draft, ...(segmentId ? { segmentId } : {}) })}
        data={segments.map((s) => ({ value: s.id, label: s.name }))}
      />
    </>
  );
}
