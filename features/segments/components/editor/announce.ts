'use client';

import { createContext, useContext } from 'react';

const AnnounceContext = createContext<(text: string) => void>(() => undefined);

export const AnnounceProvider = AnnounceContext.Provider;

/** Says a change of the rule to screen readers, politely. */
export const useAnnounce = () => useContext(AnnounceContext);
