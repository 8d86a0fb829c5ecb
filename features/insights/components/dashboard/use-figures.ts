'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { parseAsString, useQueryState } from 'nuqs';
import { type Figure, writeFigure } from '../../core/figures';

/** The figure whose people are shown, and the way from any figure to its people: `href` opens elsewhere too, `go` stays here. */
export function useFigures() {
  const pathname = usePathname();
  const params = useSearchParams();
  const [people, setPeople] = useQueryState('people', parseAsString.withOptions({ history: 'push', shallow: true }));
  const to = (figure: Figure): { href: string; go: () => void } => {
    const next = new URLSearchParams(params);
    const text = writeFigure(figure);
    next.set('people', text);
    return { href: `${pathname}?${next}`, go: () => void setPeople(text) };
  };
  return { people, to, close: () => void setPeople(null) };
}
