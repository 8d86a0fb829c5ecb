'use client';

import { useTranslations } from 'next-intl';
import { withoutUndefined } from '../controls/drafts';
import { OperatorSelect } from '../controls/operator-select';
import { Place } from '../controls/place';
import { QuietSelect } from '../controls/quiet-select';
import { TestOptions } from '../controls/test-options';
import { resetTest, withOp } from '../controls/test-value';
import { ValueInput } from '../controls/value-input';
import { ZoneNote } from '../controls/zone-note';
import { isZoned } from '../value-ops';
import type { ValueOp } from '../value-schema';
import type { RefDraft, TraitDraft } from './draft';
import { comparesTraits } from './schema';
import { TraitField, useRefType } from './trait-field';

type Props = { draft: TraitDraft; onChange: (draft: TraitDraft) => void };

/** A trait, an operator of its type, and a value or another trait. */
export function TraitEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const typeOf = useRefType(draft.trait);
  const type = typeOf(draft);
  const { than, op } = draft;
  const change = (next: Partial<TraitDraft>) => onChange(withoutUndefined({ ...draft, ...next }));
  const setRef = (ref: RefDraft) => change({ trait: ref.trait, path: ref.path, than: undefined, ...resetTest(draft, type, typeOf(ref)) });
  const setOp = (next: ValueOp) => {
    const stays = than && comparesTraits(next);
    const { value, ...test } = withOp(draft, next);
    change({ ...test, value: stays ? undefined : value, than: stays ? than : undefined });
  };
  return (
    <>
      <TraitField label={t('field.trait')} value={draft} onChange={setRef} />
      <Place at="op">
        <OperatorSelect op={op} type={type} onChange={setOp} />
      </Place>
      {than && (
        <Place at="than">
          <TraitField label={t('field.otherTrait')} value={than} onChange={(next) => change({ than: next })} />
        </Place>
      )}
      {op && !than && (
        <Place at="value">
          <ValueInput
            op={op}
            type={type}
            value={draft.value}
            source={{ trait: draft.trait ?? '', path: draft.path }}
            onChange={(value) => change({ value })}
          />
        </Place>
      )}
      {draft.trait && (
        <TestOptions test={draft} type={type} name={draft.trait} onChange={change}>
          {op && comparesTraits(op) && (
            <QuietSelect
              label={t('field.against')}
              value={than ? 'trait' : 'value'}
              onChange={(what) => change({ value: undefined, than: what === 'trait' ? {} : undefined })}
              data={[
                { value: 'value', label: t('against.value') },
                { value: 'trait', label: t('against.trait') },
              ]}
            />
          )}
          {op && isZoned(op) && <ZoneNote />}
        </TestOptions>
      )}
    </>
  );
}
