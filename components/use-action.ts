'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useState, useTransition } from 'react';
import type { Result } from '@/lib/errors';
import { useSaid } from './use-said';
import { useToast } from './use-toast';

type Options<T> = {
  /** Runs after success, before `pending` ends. */
  onSuccess?: (data: T) => void | Promise<void>;
  /** What the toast says; none without it. */
  success?: string | ((data: T) => string);
  /** Takes back what was done; shown as Undo in the toast. */
  undo?: (data: T) => Promise<unknown>;
};

type Failure = Extract<Result<unknown>, { ok: false }>['error'];

/**
 * Runs a server action from a form or button. `run(input)` answers the data, or undefined after a failure. Faults of fields are in
 * `fieldError('name')` (path as in the schema; also show them beside the field), any other failure is a toast and in `error`.
 */
export function useAction<I, T>(action: (input: I) => Promise<Result<T>>, options: Options<T> = {}) {
  const t = useTranslations('common');
  const said = useSaid();
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const [error, setError] = useState<Failure>();
  const { onSuccess, success, undo } = options;

  const run = (input: I): Promise<T | undefined> =>
    new Promise((resolve) => {
      startTransition(async () => {
        setError(undefined);
        const result: Result<T> = await action(input).catch(() => ({
          ok: false as const,
          error: { code: 'unavailable' as const, message: t('toast.offline') },
        }));
        if (!result.ok) {
          const message = result.error.code === 'internal' ? t('error.internal') : said(result.error);
          const failure = { ...result.error, message };
          setError(failure);
          if (!failure.fields?.length) toast.failed(failure.message);
          resolve(undefined);
          return;
        }
        await onSuccess?.(result.data);
        const message = typeof success === 'function' ? success(result.data) : success;
        if (message) toast.done(message, undo ? { undo: () => undo(result.data) } : {});
        resolve(result.data);
      });
    });

  const fieldError = useCallback(
    (path: string): string | undefined => {
      const found = error?.fields?.find((f) => f.path === path || f.path.startsWith(`${path}.`));
      return found && said(found);
    },
    [error, said],
  );

  return { run, pending, error, fieldError, reset: () => setError(undefined) };
}
