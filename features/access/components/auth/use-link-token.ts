'use client';

import { useEffect, useState } from 'react';
import { checkTokenAction } from '../../actions';
import type { Role, TokenKind } from '../../types';

export type LinkState =
  | { state: 'checking' }
  | { state: 'dead'; message: string }
  | { state: 'open'; token: string; email: string; name: string; role: Role };

/** Reads the token behind `#` of the page's address, and asks whom it is for. */
export function useLinkToken(kind: TokenKind): LinkState {
  const [link, setLink] = useState<LinkState>({ state: 'checking' });
  useEffect(() => {
    const token = window.location.hash.slice(1);
    let gone = false;
    void checkTokenAction({ kind, token })
      .then((answer) => {
        if (gone) return;
        setLink(answer.ok ? { state: 'open', token, ...answer.data } : { state: 'dead', message: answer.error.code });
      })
      .catch(() => gone || setLink({ state: 'dead', message: 'unavailable' }));
    return () => {
      gone = true;
    };
  }, [kind]);
  return link;
}
