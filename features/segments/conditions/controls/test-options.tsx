'use client';

import { Checkbox, NativeSelect } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { includesMissing } from '../value-ops';
import type { ValueType } from '../value-schema';
import type { TestDraft } from './drafts';
import classes from './editor.module.css';
import { mayFold, mayMiss } from './test-value';

type Props = { test: TestDraft; type: ValueType; name: string; onChange: (change: Pick<TestDraft, 'fold' | 'missing'>) => void };

/** How texts are compared, and what becomes of whoever lacks the value; what the operator says by itself is said in words. */
export function TestOptions({ test, type, name, onChange }: Props) {
  const t = useTranslations('segments.missing');
  const { op } = test;
  const folds = mayFold(test, type);
  if (!op || (!folds && !mayMiss(op))) return null;
  return (
    <span className={classes.options}>
      {folds && (
        <Checkbox
          size="xs"
          label={t('fold')}
          checked={test.fold === true}
          onChange={(event) => onChange({ fold: event.currentTarget.checked || undefined })}
        />
      )}
      {mayMiss(op) && (
        <span className={classes.missing}>
          <span aria-hidden="true">{t('label', { name })}</span>
          <NativeSelect
            aria-label={t('label', { name })}
            size="xs"
            variant="unstyled"
            value={test.missing ?? ''}
            onChange={(event) => {
              const said = event.currentTarget.value;
              onChange({ missing: said === 'include' || said === 'exclude' ? said : undefined });
            }}
            data={[
              { value: '', label: t(includesMissing({ op }) ? 'usuallyIncluded' : 'usuallyExcluded') },
              { value: 'include', label: t('include') },
              { value: 'exclude', label: t('exclude') },
            ]}
          />
        </span>
      )}
    </span>
  );
}
