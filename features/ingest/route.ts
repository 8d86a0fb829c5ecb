import { defineRoute } from '@/features/access/gate';
import { handleIngestWeb } from './web';

/** Ingestion as a Next route, for every method it knows: where `server.ts` does not stand before Next. */
export const ingestRoute = defineRoute({ permission: 'public', anyOrigin: true, run: ({ request }) => handleIngestWeb(request) });
