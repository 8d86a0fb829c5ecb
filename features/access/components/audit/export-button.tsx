'use client';

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { auditSearch } from '../../queries';
import { useAuditFilter } from './use-audit-filter';

/** Downloads what the filters show, all of it. */
export function ExportButton() {
  const t = useTranslations('access.audit');
  const { filter } = useAuditFilter();
  return (
    <Button
      component="a"
      href={`/api/internal/audit/export?${auditSearch(filter)}`}
      variant="default"
      leftSection={<IconDownload size={16} />}
      download
    >
      {t('export')}
    </Button>
  );
}
