'use client';

import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useTranslations } from 'next-intl';

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeChoice() {
  const t = useTranslations('common.user');
  const mounted = useMounted();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      aria-label={t('theme')}
      // The server cannot know what this browser has stored.
      value={mounted ? colorScheme : 'auto'}
      onChange={(value) => setColorScheme(value as typeof colorScheme)}
      data={(['light', 'dark', 'auto'] as const).map((scheme) => ({ value: scheme, label: t(scheme) }))}
    />
  );
}
