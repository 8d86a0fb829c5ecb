'use client';

import { Autocomplete, NativeSelect, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { CountCheck } from '../controls/count-check';
import classes from '../controls/editor.module.css';
import { GoneNote } from '../controls/gone-note';
import { useMarks } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import { type Ask, asks, commonIdentifiers, type IdentityDraft, withAsk } from './draft';

type Props = { draft: IdentityDraft; onChange: (draft: object) => void };

/** By what somebody is known: an identifier, a source, anything at all, or how many records were joined. */
export function IdentityEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { sources } = useSuggestions();
  const mark = useMarks();
  const ask = draft.ask ?? 'known';
  return (
    <>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={ask}
        onChange={(event) => onChange(withAsk(draft, event.currentTarget.value as Ask))}
        data={asks.map((value) => ({ value, label: t(`identityAsk.${value}`) }))}
      />
      {(ask === 'has' || ask === 'has_not') && (
        <Autocomplete
          {...mark('identifier')}
          aria-label={t('field.identifier')}
          className={classes.name}
          data={commonIdentifiers}
          value={draft.identifier ?? ''}
          onChange={(identifier) => onChange({ ...draft, identifier: identifier || undefined })}
        />
      )}
      {(ask === 'seen_in' || ask === 'not_seen_in') && (
        <Select
          {...mark('sourceId')}
          aria-label={t('field.source')}
          placeholder={t('field.source')}
          className={classes.name}
          searchable
          value={draft.sourceId ?? null}
          onChange={(sourceId) => onChange({ ...draft, ...(sourceId ? { sourceId } : {}) })}
          data={sources.map((source) => ({ value: source.id, label: source.name }))}
        />
      )}
      {(ask === 'seen_in' || ask === 'not_seen_in') && <GoneNote value={draft.sourceId} among={sources.map((source) => source.id)} />}
      {ask === 'records' && (
        <CountCheck
          labels={{ op: t('field.comparison'), count: t('field.records') }}
          op={draft.op ?? 'gte'}
          count={draft.count}
          onChange={(op, count) => onChange({ ...draft, op, count })}
        />
      )}
    </>
  );
}
