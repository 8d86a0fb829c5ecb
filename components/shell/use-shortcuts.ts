'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { NavGroup } from './navigation';

type Options = { navigation: NavGroup[]; openPalette(): void; openHelp(): void };

const CHORD_MS = 1200;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** ⌘K and `/` open the palette, `g` then a letter goes somewhere, `?` lists the keys. Silent while typing or in a dialog. */
export function useShortcuts({ navigation, openPalette, openHelp }: Options): void {
  const router = useRouter();
  useEffect(() => {
    let chordUntil = 0;
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"], dialog[open]')) return;
      if (event.key === '/') {
        event.preventDefault();
        openPalette();
      } else if (event.key === '?') {
        openHelp();
      } else if (event.key === 'g') {
        chordUntil = Date.now() + CHORD_MS;
      } else if (Date.now() < chordUntil) {
        chordUntil = 0;
        const item = navigation.flatMap((g) => g.items).find((i) => i.letter === event.key);
        if (item) {
          event.preventDefault();
          router.push(item.href);
        }
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigation, openPalette, openHelp, router]);
}
