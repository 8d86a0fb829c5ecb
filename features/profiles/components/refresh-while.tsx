'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const ASK_MS = 1500;

/** Has the page asked for again as long as it is shown: until the worker has done what is under way. */
export function RefreshWhile() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), ASK_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
