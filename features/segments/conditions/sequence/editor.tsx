'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { withoutUndefined } from '../controls/drafts';
import controls from '../controls/editor.module.css';
import { Place } from '../controls/place';
import { FieldInput } from '../event/field-input';
import { useFields } from '../event/use-fields';
import { WindowInput } from '../event/window-input';
import { inPlace, moved, type SequenceDraft, type StepDraft } from './draft';
import { MOST_STEPS } from './schema';
import { StepRow } from './step-row';
import classes from './steps.module.css';

type Props = { draft: SequenceDraft; onChange: (draft: object) => void };

/** Ordered steps, the property that they share, and when the first one happened. */
export function SequenceEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const steps = draft.steps ?? [];
  const setSteps = (next: StepDraft[]) => onChange({ ...draft, steps: inPlace(next) });
  const [first = ''] = steps.flatMap((step) => step.event ?? []);
  const fields = useFields(first, 'properties');
  return (
    <>
      <ol className={classes.steps}>
        {steps.map((step, i) => (
          // Steps have no ids of their own; what a row shows is all in the draft.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Place key={i} at={`steps.${i}`}>
            <StepRow
              step={step}
              index={i}
              last={i === steps.length - 1}
              removable={steps.length > 2}
              onChange={(next) => setSteps(steps.map((s, j) => (j === i ? (withoutUndefined(next) as StepDraft) : s)))}
              onMove={(by) => setSteps(moved(steps, i, by))}
              onRemove={() => setSteps(steps.filter((_, j) => j !== i))}
            />
          </Place>
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
        <Place at="same">
          <FieldInput
            label={t('sequence.sameLabel')}
            value={draft.same ?? {}}
            fields={fields}
            onChange={({ property, path }) => onChange({ ...draft, same: property ? withoutUndefined({ property, path }) : undefined })}
          />
        </Place>
      </span>
      {draft.same && <span className={controls.note}>{t('sequence.sameNote')}</span>}
      <span className={controls.filter}>
        <span className={controls.word}>{t('sequence.firstWhen')}</span>
        <WindowInput offers="fixed" value={draft.window} onChange={(window) => onChange({ ...draft, window })} />
      </span>
    </>
  );
}
