import { createServer } from 'node:http';
import { findMentions } from '@/features/consent/suppression/data';
import { askErasedBy } from '@/features/ingest/data/erased';
import { stopIngest } from '@/features/ingest/http/store';
import { catchUpErasures } from '@/features/privacy/erasure/mutations/replay-erasures';
import { env } from '@/lib/env';
import { runChild } from '@/scripts/lib/child';
import { handleFront } from '@/server';
import { handleRoutes } from './headless-routes';

/** The web process without its pages: ingestion, readiness, metrics and some routes, as the product answers them. */
await runChild(async () => {
  askErasedBy(findMentions);
  await catchUpErasures();
  const server = createServer(async (req, res) => {
    req.headers['x-tessera-address'] = req.socket.remoteAddress ?? '';
    if ((await handleFront(req, res)) || (await handleRoutes(req, res))) return;
    res.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(env().PORT, env().HOST, resolve));
  return {
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await stopIngest();
    },
  };
});
