import { openApiDocument } from '@/features/access/core/openapi';
import { operationsOf } from '@/features/access/core/operations';
import { defineRoute } from '@/features/access/gate';
import { nodeSchema } from '@/features/segments/schema';
import { appUrl } from '@/lib/env';
import packageJson from '@/package.json';
import { v1Routes } from './v1-routes';

export const GET = defineRoute({
  permission: 'public',
  run: async () =>
    openApiDocument({ url: appUrl(), version: packageJson.version, operations: operationsOf(v1Routes), published: [nodeSchema] }),
});
