'use client';

import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import type { FindingProps } from '../findings';
import classes from '../findings.module.css';

/** By which types of identifiers and which sources the person is known. */
export function IdentityFinding({ finding }: FindingProps<'identity'>) {
  const t = useTranslations('segments.why.identity');
  const format = useFormat();
  const records = finding.sources.reduce((sum, source) => sum + source.records, 0);
  return (
    <p className={classes.finding}>
      {finding.identifiers.length > 0 ? t('identifiers', { types: format.list(finding.identifiers) }) : t('none')}
      {` · ${t('records', { count: records })}`}
      {finding.sources.length > 0 && ` · ${t('sources', { names: format.list(finding.sources.map((s) => s.name)) })}`}
    </p>
  );
}
