'use client';

import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { builtInTraits, isBuiltIn } from '../../constants';
import { sampleValuesQuery } from '../../queries';
import { NameInput } from '../controls/name-input';
import { Place } from '../controls/place';
import { useSuggestions } from '../controls/suggestions-context';
import type { ValueType } from '../value-schema';
import type { RefDraft } from './draft';

/** The type of each trait, and of what lies inside one. */
function useTraitTypes() {
  const { traits } = useSuggestions();
  return (name: string | undefined): ValueType => {
    if (name && isBuiltIn(name)) return builtInTraits[name];
    return traits.find((trait) => trait.name === name)?.type ?? 'string';
  };
}

/** What was seen inside a trait that is an object. */
function useInside(trait: string | undefined) {
  const isObject = useTraitTypes()(trait) === 'object';
  const { data } = useQuery({ ...sampleValuesQuery({ trait: trait ?? '' }), enabled: isObject && trait !== undefined });
  return isObject ? (data?.inside ?? []) : [];
}

const same = (a: readonly string[], b: readonly string[]): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The type of each trait and, for the one given, of what lies inside it. */
export function useRefType(trait: string | undefined) {
  const typeOf = useTraitTypes();
  const inside = useInside(trait);
  return (ref: RefDraft): ValueType => {
    const { path } = ref;
    return path?.length ? (inside.find((known) => same(known.path, path))?.type ?? 'string') : typeOf(ref.trait);
  };
}

type Props = { value: RefDraft; label: string; onChange: (value: RefDraft) => void };

/** A trait, and for one that is an object what lies inside it. */
export function TraitField({ value, label, onChange }: Props) {
  const t = useTranslations('segments');
  const { traits } = useSuggestions();
  const typeOf = useTraitTypes();
  const inside = useInside(value.trait);
  const path = value.path ?? [];
  const known = inside.map((i) => i.path);
  const offered = path.length > 0 && !known.some((k) => same(k, path)) ? [path, ...known] : known;
  const setPath = (json: string) =>
    onChange({ ...(value.trait ? { trait: value.trait } : {}), ...(json ? { path: JSON.parse(json) as string[] } : {}) });
  return (
    <>
      <Place at="trait">
        <NameInput
          label={label}
          placeholder={t('field.traitPlaceholder')}
          known={traits.map((trait) => ({ name: trait.name, hint: t(`type.${typeOf(trait.name)}`), seen: trait.seen }))}
          value={value.trait}
          onChange={(trait) => onChange(trait ? { trait } : {})}
        />
      </Place>
      {offered.length > 0 && (
        <NativeSelect
          aria-label={t('field.inside')}
          value={path.length > 0 ? JSON.stringify(path) : ''}
          onChange={(event) => setPath(event.currentTarget.value)}
          data={[{ value: '', label: t('field.wholeObject') }, ...offered.map((p) => ({ value: JSON.stringify(p), label: p.join(' › ') }))]}
        />
      )}
    </>
  );
}
