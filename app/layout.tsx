import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/vazirmatn/index.css';
import '@/components/theme/global.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Providers } from '@/components/theme/providers';
import { loadCompany } from '@/features/access/loaders';
import { setCompanyReader } from '@/lib/company';
import { directionOf } from '@/lib/i18n/config';

setCompanyReader(loadCompany);

export const metadata: Metadata = {
  title: { default: 'Tessera', template: '%s · Tessera' },
  icons: { icon: '/favicon.svg' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#151719' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, head, company] = await Promise.all([getLocale(), headers(), loadCompany()]);
  const nonce = head.get('x-nonce') ?? undefined;
  const dir = directionOf(locale);
  return (
    <html lang={locale} dir={dir} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} />
      </head>
      <body>
        <NextIntlClientProvider>
          <Providers dir={dir} nonce={nonce} currency={company.currency}>
            {children}
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
