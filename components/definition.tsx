'use client';

import { ActionIcon, Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from './definition.module.css';

/** How a figure is counted, behind a small button beside its name. */
export function Definition({ of, children }: { of: string; children: string }) {
  const t = useTranslations('common.chart');
  return (
    <Popover width={320} position="bottom" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon className={classes.button} size="sm" aria-label={t('definition', { name: of })}>
          <IconInfoCircle size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={of} tabIndex={0} data-autofocus>
        <p className={classes.text}>{children}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
