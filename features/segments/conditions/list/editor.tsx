'use client';

import { Anchor, NativeSelect, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { GoneNote } from '../controls/gone-note';
import { useMarks } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import type { ListDraft } from './draft';

type Props = { draft: ListDraft; onChange: (draft: object) => void };

/** On, or not on, a list. */
export function ListEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { lists } = useSuggestions();
  const mark = useMarks();
  return (
    <>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={draft.op ?? 'in'}
        onChange={(event) => onChange({ ...draft, op: event.currentTarget.value })}
        data={(['in', 'not_in'] as const).map((op) => ({ value: op, label: t(`listOp.${op}`) }))}
      />
      <Select
        {...mark('listId')}
        aria-label={t('field.list')}
        placeholder={t('field.listPlaceholder')}
        className={classes.name}
        searchable
        value={draft.listId ?? null}
        onChange={(listId) => onChange({ ...draft, ...(listId ? { listId } : {}) })}
        data={lists.map((list) => ({ value: list.id, label: list.name }))}
      />
      <GoneNote value={draft.listId} among={lists.map((list) => list.id)} />
      {lists.length === 0 && (
        <span className={classes.note}>
          {t('field.noLists')} <Anchor href="/segments/lists">{t('field.makeList')}</Anchor>
        </span>
      )}
    </>
  );
}
