'use client';

import { ActionIcon, Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { readTyped, type TraitKind, traitKindOf, traitKinds } from '@/features/profiles/core/trait-input';
import classes from './request.module.css';

export type Draft = { profileId: string; trait: string; kind: TraitKind; text: string };
export type Known = { id: string; name: string; traits: Record<string, unknown> };

type Props = {
  n: number;
  draft: Draft;
  people: Known[];
  /** Whether what is missing is shown. */
  checked: boolean;
  onChange: (draft: Draft) => void;
  onRemove: (() => void) | null;
};

/** One correction: whose, which trait, what it is now, and its new value. */
export function CorrectionLine({ n, draft, people, checked, onChange, onRemove }: Props) {
  const t = useTranslations('requests.correct');
  const traits = people.find(({ id }) => id === draft.profileId)?.traits ?? {};
  const current = traits[draft.trait];
  const now =
    current === undefined || current === null ? t('empty') : typeof current === 'object' ? JSON.stringify(current) : String(current);
  const chooseTrait = (trait: string) => onChange({ ...draft, trait, kind: trait in traits ? traitKindOf(traits[trait]) : draft.kind });
  return (
    <div className={classes.correction}>
      {people.length > 1 && (
        <NativeSelect
          label={t('profile')}
          value={draft.profileId}
          onChange={(event) => onChange({ ...draft, profileId: event.currentTarget.value })}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Autocomplete
        label={t('trait')}
        description={draft.trait ? `${t('now')}: \u2068${now.slice(0, 60)}\u2069` : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={Object.keys(traits)}
        value={draft.trait}
        maxLength={100}
        limit={50}
        error={checked && !draft.trait.trim() && t('traitMissing')}
        onChange={chooseTrait}
      />
      <NativeSelect
        label={t('kind')}
        value={draft.kind}
        onChange={(event) => onChange({ ...draft, kind: traitKinds.find((kind) => kind === event.currentTarget.value) ?? 'string' })}
        data={traitKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <TextInput
        label={t('value')}
        value={draft.text}
        maxLength={2000}
        autoComplete="off"
        error={checked && readTyped(draft.kind, draft.text) === undefined && t('wrong')}
        onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
      />
      {onRemove && (
        <ActionIcon size={36} variant="subtle" color="gray" aria-label={t('remove', { n })} onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
