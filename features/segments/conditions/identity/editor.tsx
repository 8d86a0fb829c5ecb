'use client';

import { Autocomplete, NativeSelect, NumberInput, Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { useSuggestions } from '../controls/suggestions-context';
import { type Ask, asks, type CountOp, commonIdentifiers, countOps, type IdentityDraft, withAsk } from './draft';

type Props = { draft: IdentityDraft; onChange: (draft: object) => void };

/** By what somebody is known: an identifier, a source, anything at all, or how many records were joined. */
export function IdentityEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { sources } = useSuggestions();
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
          aria-label={t('field.identifier')}
          className={classes.name}
          data={commonIdentifiers}
          value={draft.identifier ?? ''}
          onChange={(identifier) => onChange({ ...draft, identifier: identifier || undefined })}
        />
      )}
      {(ask === 'seen_in' || ask === 'not_seen_in') && (
        <Select
          aria-label={t('field.source')}
          placeholder={t('field.source')}
          className={classes.name}
          searchable
          value={draft.sourceId ?? null}
          onChange={(sourceId) => onChange({ ...draft, ...(sourceId ? { sourceId } : {}) })}
          data={sources.map((source) => ({ value: source.id, label: source.name }))}
        />
      )}
      {ask === 'records' && (
        <>
          <NativeSelect
            aria-label={t('field.comparison')}
            value={draft.op ?? 'gte'}
            onChange={(event) => onChange({ ...draft, op: event.currentTarget.value as CountOp })}
            data={countOps.map((op) => ({ value: op, label: t(`countOp.${op}`) }))}
          />
          <NumberInput
            aria-label={t('field.records')}
            className={classes.small}
            min={0}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            hideControls
            value={draft.count ?? ''}
            onChange={(count) => onChange({ ...draft, count: count === '' ? undefined : Number(count) })}
          />
        </>
      )}
    </>
  );
}
