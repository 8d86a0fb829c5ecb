'use client';

import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { DurationInput } from '../controls/duration-input';
import controls from '../controls/editor.module.css';
import { Place } from '../controls/place';
import { EventInput } from '../event/event-input';
import { WhereFilters } from '../event/where-filters';
import type { StepDraft } from './draft';
import classes from './steps.module.css';

type Props = {
  step: StepDraft;
  index: number;
  last: boolean;
  removable: boolean;
  onChange: (step: { [K in keyof StepDraft]: StepDraft[K] | undefined }) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

/** One step: an event, its time after the step before, whether it must not happen, and its filters. */
export function StepRow({ step, index, last, removable, onChange, onMove, onRemove }: Props) {
  const t = useTranslations('segments');
  const format = useFormat();
  const n = format.integer(index + 1);
  const action = (text: string, Icon: typeof IconX, run: () => void, enabled: boolean) => (
    <Tooltip label={text}>
      <ActionIcon size={28} aria-label={text} aria-disabled={!enabled} onClick={() => enabled && run()}>
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <li className={classes.step} aria-label={t('sequence.step', { n })}>
      <span className={classes.number} aria-hidden>
        {n}
      </span>
      {index > 0 && last && (
        <NativeSelect
          aria-label={t('sequence.happens', { n })}
          className={controls.op}
          value={step.not ? 'not' : 'then'}
          onChange={(event) => onChange({ ...step, not: event.currentTarget.value === 'not' ? true : undefined })}
          data={[
            { value: 'then', label: t('sequence.then') },
            { value: 'not', label: t('sequence.thenNot') },
          ]}
        />
      )}
      {index > 0 && !last && <span className={controls.word}>{t('sequence.then')}</span>}
      <EventInput label={t('sequence.event', { n })} value={step.event} onChange={(event) => onChange({ ...step, event })} />
      {index > 0 && (
        <span className={controls.phrase}>
          <span className={controls.word}>{t('sequence.within')}</span>
          <Place at="within">
            <DurationInput
              label={t('sequence.withinLabel', { n })}
              value={step.within}
              onChange={(within) => onChange({ ...step, within })}
            />
          </Place>
        </span>
      )}
      <span className={classes.actions}>
        {action(t('sequence.up', { n }), IconArrowUp, () => onMove(-1), index > 0)}
        {action(t('sequence.down', { n }), IconArrowDown, () => onMove(1), !last)}
        {action(t('sequence.remove', { n }), IconX, onRemove, removable)}
      </span>
      <WhereFilters
        event={step.event ?? ''}
        filters={step.where ?? []}
        onChange={(where) => onChange({ ...step, where: where.length > 0 ? where : undefined })}
      />
    </li>
  );
}
