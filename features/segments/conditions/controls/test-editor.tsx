'use client';

import { NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ValueOp, ValueType } from '../value-schema';
import type { TestDraft } from './drafts';
import classes from './editor.module.css';
import { opsFor, withOp } from './test-value';
import { ValueInput, type ValueSource } from './value-input';

type Props = { test: TestDraft; type: ValueType; source: ValueSource; relative?: boolean; onChange: (test: TestDraft) => void };

/** An operator in words and its value: shared by traits and event properties. */
export function TestEditor({ test, type, source, relative = false, onChange }: Props) {
  const t = useTranslations('segments');
  const ops = opsFor(type, test.op, relative);
  return (
    <>
      <NativeSelect
        aria-label={t('field.operator')}
        className={classes.op}
        value={test.op ?? ''}
        onChange={(event) => onChange(withOp(test, event.currentTarget.value as ValueOp))}
        data={ops.map((op) => ({ value: op, label: t(`op.${op}`) }))}
      />
      {test.op && (
        <ValueInput op={test.op} type={type} value={test.value} source={source} onChange={(value) => onChange({ ...test, value })} />
      )}
    </>
  );
}
