'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

export function ClearButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations('common.action');
  return (
    <Button variant="default" onClick={onClick}>
      {t('clearFilters')}
    </Button>
  );
}

/** The way to the first profile: data from a source. */
export function ConnectLink() {
  const t = useTranslations('profiles.explorer');
  return (
    <Button component={Link} href="/sources">
      {t('connect')}
    </Button>
  );
}
