'use client';

import { createContext, useContext } from 'react';

type Frame = { openNavigation(): void; openPalette(): void; openHelp(): void };

const FrameContext = createContext<Frame>({ openNavigation: () => undefined, openPalette: () => undefined, openHelp: () => undefined });

export const FrameProvider = FrameContext.Provider;

/** Opens what belongs to the frame: the mobile navigation, the palette, the list of keys. */
export const useFrame = () => useContext(FrameContext);
