'use client';

import { Autocomplete } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { builtInTraits, isBuiltIn } from '../../constants';
import classes from '../controls/editor.module.css';
import { MissingNote } from '../controls/missing-note';
import { useSuggestions } from '../controls/suggestions-context';
import { TestEditor } from '../controls/test-editor';
import { resetTest } from '../controls/test-value';
import type { ValueType } from '../value-schema';
import type { TraitDraft } from './draft';

type Props = { draft: TraitDraft; onChange: (draft: TraitDraft) => void };

/** A trait, an operator of its type, and a value. */
export function TraitEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { traits } = useSuggestions();
  const typeOf = (name: string | undefined): ValueType => {
    if (name && isBuiltIn(name)) return builtInTraits[name];
    return traits.find((trait) => trait.name === name)?.type ?? 'string';
  };
  const type = typeOf(draft.trait);
  const setTrait = (trait: string) =>
    onChange({ ...draft, trait: trait || undefined, ...resetTest(draft, type, typeOf(trait)) } as TraitDraft);
  return (
    <>
      <Autocomplete
        aria-label={t('field.trait')}
        placeholder={t('field.traitPlaceholder')}
        data={traits.map((trait) => trait.name)}
        value={draft.trait ?? ''}
        onChange={setTrait}
        limit={50}
        className={classes.name}
        renderOption={({ option }) => (
          <span className={classes.option}>
            <span>{option.value}</span>
            <span className={classes.optionHint}>{t(`type.${typeOf(option.value)}`)}</span>
          </span>
        )}
      />
      <TestEditor
        test={draft}
        type={type}
        source={{ trait: draft.trait ?? '' }}
        relative
        onChange={(test) => onChange({ ...draft, ...test })}
      />
      {draft.trait && draft.op && <MissingNote name={draft.trait} op={draft.op} />}
    </>
  );
}
