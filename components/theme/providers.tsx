'use client';

import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { CurrencyProvider } from '../use-format';
import { cssVariablesResolver, theme } from './theme';
import { Toasts } from './toasts';

type Props = { dir: 'ltr' | 'rtl'; nonce: string | undefined; currency: string; children: ReactNode };

/** Everything the interface hangs from: theme, direction, server state, URL state, toasts. */
export function Providers({ dir, nonce, currency, children }: Props) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: false } } }),
  );
  return (
    <DirectionProvider initialDirection={dir} detectDirection={false} key={dir}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        {...(nonce ? { getStyleNonce: () => nonce } : {})}
      >
        <QueryClientProvider client={client}>
          <NuqsAdapter>
            <CurrencyProvider value={currency}>{children}</CurrencyProvider>
          </NuqsAdapter>
        </QueryClientProvider>
        <Toasts />
      </MantineProvider>
    </DirectionProvider>
  );
}
