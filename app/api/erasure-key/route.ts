import { defineRoute } from '@/features/access/gate';
import { publicKeyPem } from '@/features/privacy/erasure/data/signing-key';

export const GET = defineRoute({
  permission: 'public',
  run: async () => new Response(publicKeyPem(), { headers: { 'content-type': 'application/x-pem-file', 'cache-control': 'no-store' } }),
});
