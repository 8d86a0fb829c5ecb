'use client';

import { Alert } from '@mantine/core';
import { useTranslations } from 'next-intl';

/** Said above the editor when the rule in the address is none. */
export function RuleNotRead() {
  const t = useTranslations('segments.form');
  return (
    <Alert color="yellow" variant="light" mb="md">
      {t('ruleNotRead')}
    </Alert>
  );
}
