'use client';

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { AppError } from '@/lib/errors';
import classes from './error-state.module.css';
import { useSaid } from './use-said';

type Props = { error: unknown; onRetry?: (() => void) | undefined; title?: string; action?: ReactNode };

const digestOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined;

/** Faults that asking again does not mend. */
const LASTING: readonly string[] = ['forbidden', 'conflict', 'not_found', 'invalid_input'];

/** What failed, what to do, a way out, and the id by which the log knows it. An unknown error's own message is never shown. */
export function ErrorState({ error, onRetry, title, action }: Props) {
  const t = useTranslations('common.error');
  const said = useSaid();
  const digest = digestOf(error);
  const forbidden = digest === 'TESSERA_FORBIDDEN' || (error instanceof AppError && error.code === 'forbidden');
  const lasting = forbidden || (error instanceof AppError && LASTING.includes(error.code));
  const text = forbidden ? t('forbiddenText') : error instanceof AppError ? said(error) : t('text');
  return (
    <div className={classes.root} role="alert">
      <IconAlertTriangle className={classes.icon} size={20} aria-hidden />
      <div>
        <p className={classes.title}>{forbidden ? t('forbidden') : (title ?? t('title'))}</p>
        <p className={classes.text}>{text}</p>
        <div className={classes.actions}>
          {onRetry && !lasting && (
            <Button variant="default" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
          {action}
        </div>
        {digest && !forbidden && <p className={classes.id}>{t.rich('id', { id: digest, code: (chunks) => <code>{chunks}</code> })}</p>}
      </div>
    </div>
  );
}
