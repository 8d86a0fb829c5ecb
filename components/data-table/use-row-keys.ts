'use client';

import { type RefObject, useEffect } from 'react';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** `j` and `k` move the focus between the row links of the first table on the page, `x` selects the focused row; Enter is the link's own. */
export function useRowKeys(root: RefObject<HTMLElement | null>, onToggle: ((key: string) => void) | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (!['j', 'k', 'x'].includes(event.key)) return;
      const checkbox = event.target instanceof HTMLInputElement && event.target.type === 'checkbox';
      if (isTyping(event.target) && !checkbox) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"], dialog[open]')) return;
      const links = [...(root.current?.querySelectorAll<HTMLElement>('[data-row-link]') ?? [])];
      const row = document.activeElement?.closest<HTMLElement>('[data-row]');
      const at = row ? links.findIndex((link) => row.contains(link)) : -1;
      if (event.key === 'x') {
        const key = row?.dataset.row;
        if (key && root.current?.contains(row ?? null)) onToggle?.(key);
        return;
      }
      const next = links[Math.max(0, Math.min(links.length - 1, event.key === 'j' ? at + 1 : at - 1))];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [root, onToggle]);
}
