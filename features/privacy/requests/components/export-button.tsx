'use client';

import { Box, Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { filterParams } from '../queries';
import { useRegisterFilter } from './use-register-filter';

/** Downloads what the filters show, all of it, without the people. */
export function ExportButton() {
  const t = useTranslations('requests');
  const [filter] = useRegisterFilter();
  return (
    <Button
      component="a"
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
      href={`/api/internal/subject-requests/export?${filterParams(filter)}`}
      download
      aria-label={t('export')}
    >
      <Box component="span" visibleFrom="xs">
        {t('export')}
      </Box>
    </Button>
  );
}
