'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from '../controls/editor.module.css';
import { Place } from '../controls/place';
import { NumberCheck } from '../event/number-check';
import { WindowInput } from '../event/window-input';
import type { SessionDraft } from './draft';

const measures = ['count', 'average_minutes', 'longest_minutes'] as const;

type Props = { draft: SessionDraft; onChange: (draft: object) => void };

/** How many sessions, or how many minutes they last, and when. */
export function SessionEditor({ draft, onChange }: Props) {
  const t = useTranslations('segments');
  const { measure = 'count' } = draft;
  return (
    <>
      <Place at="amount">
        <NumberCheck
          op={draft.op}
          amount={draft.amount}
          counts={measure === 'count'}
          label={t('field.amount')}
          onChange={(op, amount) => onChange({ ...draft, op, amount })}
        />
      </Place>
      <NativeSelect
        aria-label={t('field.sessionMeasure')}
        className={classes.op}
        value={measure}
        onChange={(event) => onChange({ ...draft, measure: event.currentTarget.value })}
        data={measures.map((value) => ({ value, label: t(`sessionMeasure.${value}`) }))}
      />
      <WindowInput value={draft.window} onChange={(window) => onChange({ ...draft, window })} />
      <span className={classes.note}>{t('missing.sessionNote')}</span>
    </>
  );
}
