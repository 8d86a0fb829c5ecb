'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import classes from './use-toast.module.css';

type Options = { undo?: () => void | Promise<unknown> };

const UNDO_MS = 10_000;

/**
 * Toasts: `toast.done('Segment archived', { undo })` says what happened, with an Undo for ten seconds when it can be taken back;
 * `toast.failed(message)` says what did not and stays until closed.
 */
export function useToast() {
  const t = useTranslations('common');
  return useMemo(
    () => ({
      done(message: string, { undo }: Options = {}) {
        const id = notifications.show({
          message: (
            <span className={classes.body}>
              <span>{message}</span>
              {undo && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    notifications.hide(id);
                    void undo();
                  }}
                >
                  {t('action.undo')}
                </Button>
              )}
            </span>
          ),
          icon: <IconCheck size={16} />,
          color: 'tessera',
          autoClose: undo ? UNDO_MS : 4000,
          closeButtonProps: { 'aria-label': t('toast.close') },
        });
      },
      failed(message: string) {
        notifications.show({
          title: t('toast.failed'),
          message,
          icon: <IconAlertTriangle size={16} />,
          color: 'red',
          autoClose: false,
          role: 'alert',
          closeButtonProps: { 'aria-label': t('toast.close') },
        });
      },
    }),
    [t],
  );
}
