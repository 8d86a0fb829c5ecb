'use client';

import { Button } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/components/empty-state';
import { LinkButton } from '@/components/link-button';
import { ORDER_EVENT, REFUND_EVENT } from '@/lib/event-names';

/** What stands on a dashboard before the first order. */
export function NoOrdersYet({ maySeeSources }: { maySeeSources: boolean }) {
  const t = useTranslations('insights.none');
  return (
    <EmptyState
      kind="first"
      icon={<IconChartHistogram size={32} />}
      title={t('title')}
      action={maySeeSources && <LinkButton href="/sources">{t('action')}</LinkButton>}
    >
      {t('text', { order: ORDER_EVENT, refund: REFUND_EVENT })}
    </EmptyState>
  );
}

export function ClearFilters({ onClear }: { onClear: () => void }) {
  const t = useTranslations('common.action');
  return (
    <Button variant="default" onClick={onClear}>
      {t('clearFilters')}
    </Button>
  );
}
