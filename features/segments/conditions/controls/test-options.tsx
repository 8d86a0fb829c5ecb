'use client';

import { Checkbox } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { includesMissing } from '../value-ops';
import type { ValueType } from '../value-schema';
import type { TestDraft } from './drafts';
import classes from './editor.module.css';
import { QuietSelect } from './quiet-select';
import { mayFold, mayMiss } from './test-value';

type Props = {
  test: TestDraft;
  type: ValueType;
  name: string;
  onChange: (change: Pick<TestDraft, 'fold' | 'missing'>) => void;
  children?: ReactNode;
};

/** How texts are compared, and what becomes of whoever lacks the value; what the operator says by itself is said in words. */
export function TestOptions({ test, type, name, onChange, children }: Props) {
  const t = useTranslations('segments.missing');
  const { op } = test;
  if (!op) return null;
  return (
    <div className={classes.options}>
      {children}
      {mayFold(test, type) && (
        <Checkbox
          size="xs"
          label={t('fold')}
          checked={test.fold === true}
          onChange={(event) => onChange({ fold: event.currentTarget.checked || undefined })}
        />
      )}
      {mayMiss(op) && (
        <QuietSelect
          label={t('label', { name })}
          value={test.missing ?? ''}
          onChange={(said) => onChange({ missing: said === 'include' || said === 'exclude' ? said : undefined })}
          data={[
            { value: '', label: t(includesMissing({ op }) ? 'usuallyIncluded' : 'usuallyExcluded') },
            { value: 'include', label: t('include') },
            { value: 'exclude', label: t('exclude') },
          ]}
        />
      )}
    </div>
  );
}
