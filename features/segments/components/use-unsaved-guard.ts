'use client';

import { useEffect, useRef } from 'react';

/** Asks before work is lost: when the page is closed or reloaded, when a link leads away, and when the browser goes back. */
export function useUnsavedGuard(unsaved: boolean, question: string): void {
  const guarded = useRef(false);
  useEffect(() => {
    if (!unsaved) return;
    // Going back leaves this entry first, which is the same page: there the question is asked.
    if (!guarded.current) window.history.pushState(window.history.state, '', window.location.href);
    guarded.current = true;
    const onBack = () => {
      if (window.confirm(question)) {
        window.removeEventListener('popstate', onBack);
        window.history.back();
      } else window.history.pushState(window.history.state, '', window.location.href);
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      const link = (event.target as HTMLElement).closest?.('a[href]');
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hash) return;
      if (!window.confirm(question)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    window.addEventListener('popstate', onBack);
    return () => {
      window.removeEventListener('popstate', onBack);
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, [unsaved, question]);
}
