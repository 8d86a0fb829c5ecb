'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DurationInput } from '../controls/duration-input';
import classes from '../controls/editor.module.css';
import { GoneNote } from '../controls/gone-note';
import { Place, useMarks } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import { type ConsentDraft, type ConsentOp, consentOps, withOp } from './draft';

type Props = { draft: ConsentDraft; onChange: (draft: ConsentDraft) => void };

/** May, or may not, be contacted for a purpose by a channel. */
export function ConsentEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { purposes, channels } = useSuggestions();
  const mark = useMarks();
  const choose = (items: { key: string; name: string }[], label: string) => [
    { value: '', label },
    ...items.map((i) => ({ value: i.key, label: i.name })),
  ];
  const set = (key: 'purpose' | 'channel', value: string) => onChange({ ...draft, [key]: value || undefined });
  return (
    <>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={draft.op ?? 'granted'}
        onChange={(event) => onChange(withOp(draft, event.currentTarget.value as ConsentOp))}
        data={consentOps.map((op) => ({ value: op, label: t(`consentOp.${op}`) }))}
      />
      <NativeSelect
        {...mark('purpose')}
        aria-label={t('field.purpose')}
        value={draft.purpose ?? ''}
        onChange={(event) => set('purpose', event.currentTarget.value)}
        data={choose(purposes, t('field.purpose'))}
      />
      <NativeSelect
        {...mark('channel')}
        aria-label={t('field.channel')}
        value={draft.channel ?? ''}
        onChange={(event) => set('channel', event.currentTarget.value)}
        data={choose(channels, t('field.channel'))}
      />
      {draft.op === 'expires_within' && (
        <Place at="within">
          <DurationInput value={draft.within} onChange={(within) => onChange({ ...draft, within })} />
        </Place>
      )}
      <GoneNote value={draft.purpose} among={purposes.map((p) => p.key)} />
      <GoneNote value={draft.channel} among={channels.map((c) => c.key)} />
    </>
  );
}
