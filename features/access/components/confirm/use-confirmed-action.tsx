'use client';

import { type ReactNode, useState } from 'react';
import { useAction } from '@/components/use-action';
import type { Result } from '@/lib/errors';
import { PasswordDialog } from './password-dialog';

/**
 * `useAction` for an action that calls `requireRecentPassword`: when the password was typed too long ago, the dialog asks for it and the
 * action is run again. Show `dialog` beside whatever starts it.
 */
export function useConfirmedAction<I, T>(
  action: (input: I) => Promise<Result<T>>,
  options: Parameters<typeof useAction<I, T>>[1] = {},
): ReturnType<typeof useAction<I, T>> & { dialog: ReactNode } {
  const [ask, setAsk] = useState<{ answer: (confirmed: boolean) => void }>();
  const confirmed = async (input: I): Promise<Result<T>> => {
    const result = await action(input);
    if (result.ok || result.error.key !== 'access.confirmPassword') return result;
    const known = await new Promise<boolean>((resolve) => setAsk({ answer: resolve }));
    setAsk(undefined);
    return known ? action(input) : result;
  };
  const used = useAction(confirmed, options);
  return { ...used, dialog: ask && <PasswordDialog onAnswer={ask.answer} /> };
}
