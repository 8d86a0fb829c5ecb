'use client';

import { Select } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ValueOp, ValueType } from '../value-schema';
import classes from './editor.module.css';
import { useField } from './place';
import { opGroupsFor } from './test-value';

/** From so many on, a list is searched rather than read. */
const LONG = 8;

type Props = { op: ValueOp | undefined; type: ValueType; onChange: (op: ValueOp) => void };

/** The operators of a type, in groups. */
export function OperatorSelect({ op, type, onChange }: Props) {
  const t = useTranslations('segments');
  const field = useField();
  const groups = opGroupsFor(type, op);
  const label = op ? t(`op.${op}`) : '';
  return (
    <Select
      {...field}
      aria-label={t('field.operator')}
      className={classes.operator}
      style={{ '--letters': Math.max(8, label.length) }}
      data={groups.map(({ group, ops }) => ({ group: t(`opGroup.${group}`), items: ops.map((o) => ({ value: o, label: t(`op.${o}`) })) }))}
      value={op ?? null}
      onChange={(next) => next && onChange(next as ValueOp)}
      allowDeselect={false}
      searchable={groups.reduce((n, { ops }) => n + ops.length, 0) > LONG}
      nothingFoundMessage={t('field.nothingFound')}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      maxDropdownHeight={320}
      checkIconPosition="right"
    />
  );
}
