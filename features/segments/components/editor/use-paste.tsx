'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useCallback, useState } from 'react';
import type { NodeEdits, Pasted } from './use-node-edits';

const PasteDialog = dynamic(() => import('./paste-dialog').then((m) => m.PasteDialog), { ssr: false });

/** Pastes what was copied; what cannot be pasted as it is opens in a dialog that says why, and where it can be put right. */
export function usePaste(edits: NodeEdits): { onPaste: () => void; dialog: ReactNode } {
  const [refused, setRefused] = useState<Extract<Pasted, { done: false }>>();
  const onPaste = useCallback(
    () =>
      void edits.pasteCopied().then((pasted) => {
        if (!pasted.done) setRefused(pasted);
      }),
    [edits],
  );
  const dialog = refused && <PasteDialog given={refused.text} paste={edits.paste} onClose={() => setRefused(undefined)} />;
  return { onPaste, dialog };
}
