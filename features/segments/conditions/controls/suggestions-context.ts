'use client';

import { createContext, useContext } from 'react';
import type { Suggestions } from '../../data/suggestions';

const SuggestionsContext = createContext<Suggestions>({
  traits: [],
  events: [],
  segments: [],
  purposes: [],
  channels: [],
  lists: [],
  campaigns: [],
  sources: [],
});

export const SuggestionsProvider = SuggestionsContext.Provider;

/** What the editor can offer: names seen so far, other segments, purposes and channels, lists, campaigns, sources. */
export const useSuggestions = () => useContext(SuggestionsContext);
