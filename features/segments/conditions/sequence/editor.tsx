'use client';

import { Autocomplete, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { propertiesQuery } from '../../queries';
import { withoutUndefined } from '../controls/drafts';
import controls from '../controls/editor.module.css';
import { WindowInput } from '../event/window-input';
import { inPlace, MOST_STEPS, moved, type SequenceDraft, type StepDraft } from './draft';
import { StepRow } from './step-row';
import classes from './steps.module.css';

type Props = { draft: SequenceDraft; onChange: (draft: object) => void };

/** Ordered steps, the property that they share, and when the first one happened. */
export function SequenceEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const steps = draft.steps ?? [];
  const setSteps = (next: StepDraft[]) => onChange({ ...draft, steps: inPlace(next) });
  const [first = ''] = steps.flatMap((step) => step.event ?? []);
  const known = useQuery({ ...propertiesQuery(first), enabled: first !== '' });
  const properties = [...new Set((known.data?.data ?? []).map((p) => p.property))];
  const path = draft.same?.path;
  return (
    <>
      <ol className={classes.steps}>
        {steps.map((step, i) => (
          <StepRow
            // Steps have no ids of their own; what a row shows is all in the draft.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={i}
            step={step}
            index={i}
            last={i === steps.length - 1}
            removable={steps.length > 2}
            onChange={(next) => setSteps(steps.map((s, j) => (j === i ? (withoutUndefined(next) as StepDraft) : s)))}
            onMove={(by) => setSteps(moved(steps, i, by))}
            onRemove={() => setSteps(steps.filter((_, j) => j !== i))}
          />
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => setSteps([...steps, {}])}
        >
          {t('sequence.add')}
        </Button>
      )}
      <span className={controls.filter}>
        <span className={controls.word}>{t('sequence.same')}</span>
        <Autocomplete
          aria-label={t('sequence.sameLabel')}
          placeholder={t('sequence.samePlaceholder')}
          data={properties}
          value={[draft.same?.property ?? '', ...(path ?? [])].join('.')}
          onChange={(text) => onChange({ ...draft, same: sameOf(text, properties) })}
          className={controls.name}
        />
        <span className={controls.word}>{t('sequence.firstWhen')}</span>
        <WindowInput value={draft.window} onChange={(window) => onChange({ ...draft, window })} />
      </span>
      {draft.same && <span className={controls.note}>{t('sequence.sameNote')}</span>}
    </>
  );
}

/** "cart.id" is `id` inside `cart`, unless there is a property of that very name. */
function sameOf(text: string, known: readonly string[]): { property: string; path?: string[] } | undefined {
  if (text === '') return undefined;
  const [property = '', ...path] = known.includes(text) ? [text] : text.split('.');
  return path.length > 0 && path.every((part) => part !== '') && property !== '' ? { property, path } : { property: text };
}
