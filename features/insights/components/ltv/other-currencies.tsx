'use client';

import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useFormat } from '@/components/use-format';
import { reportOf } from '../../queries';
import { useDashboardFilter } from '../dashboard/use-dashboard-filter';

/** Says which orders no figure of the page counts, because they are in another currency. */
export function OtherCurrencies() {
  const t = useTranslations('insights.currencies');
  const format = useFormat();
  const { filter } = useDashboardFilter();
  const { data } = useQuery(reportOf('currencies', filter));
  if (!data || data.result.length === 0) return null;
  const list = data.result.map((c) => t('one', { orders: c.orders, value: format.money(c.gross, c.currency) }));
  return (
    <Alert variant="light" color="yellow" mb="md">
      {t('left', { list: format.list(list) })}
    </Alert>
  );
}
