'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { localeCookie } from '@/lib/i18n/config';

/** Keeps the chosen language in its cookie for a year and shows the page anew in it. */
export function useSetLocale(): (locale: string) => void {
  const router = useRouter();
  return useCallback(
    (locale) => {
      // The Cookie Store API is missing in Firefox and Safari before 2025.
      // biome-ignore lint/suspicious/noDocumentCookie: see above
      document.cookie = `${localeCookie}=${locale}; path=/; max-age=31536000; samesite=lax`;
      router.refresh();
    },
    [router],
  );
}
