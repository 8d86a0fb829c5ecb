import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import next from 'next';
import { sql } from '@/db/client';
import { checkReadiness } from '@/db/health';
import { allMetrics, mayReadMetrics } from '@/db/metrics';
import { wrongMethod } from '@/features/access/core/wrong-method';
import { flushAccesses } from '@/features/access/mutations/note-access';
import { findMentions } from '@/features/consent/suppression/data';
import { askErasedBy } from '@/features/ingest/data/erased';
import { handleIngest } from '@/features/ingest/http';
import { stopIngest } from '@/features/ingest/http/store';
import { catchUpErasures } from '@/features/privacy/erasure/mutations/replay-erasures';
import { clientAddress } from '@/lib/client-address';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { securityHeaders } from '@/lib/security-headers';
import { answerStatic, readStaticFiles, type StaticFiles } from '@/lib/static-files';

/** Answers what is not Next's; true when it has. */
export type Front = (req: IncomingMessage, res: ServerResponse) => boolean | Promise<boolean>;

function answer(res: ServerResponse, status: number, body: string, type: string): true {
  res.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  return true;
}
const answerJson = (res: ServerResponse, status: number, body: unknown) => answer(res, status, JSON.stringify(body), 'application/json');

/** Ingestion, then methods that the API does not know, health, readiness and metrics: plain functions, since a Next route costs a millisecond of CPU. */
export const handleFront: Front = (req, res) => {
  const taken = handleIngest(req, res);
  if (taken !== false) return taken;
  secure(res);
  return answerWrongMethod(req, res) || answerOperations(req, res);
};

function secure(res: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders())) res.setHeader(name, value);
}

/** Next would compress each script anew for each caller, and less. */
const withStatic =
  (files: StaticFiles, front: Front): Front =>
  (req, res) => {
    if (!req.url?.startsWith('/_next/')) return front(req, res);
    secure(res);
    return answerStatic(files, req, res);
  };

const pathOf = (req: IncomingMessage): string => (req.url ?? '/').split('?', 1)[0] ?? '/';

function answerWrongMethod(req: IncomingMessage, res: ServerResponse): boolean {
  const wrong = wrongMethod(req.method ?? 'GET', pathOf(req));
  if (!wrong) return false;
  res.setHeader('allow', wrong.allow);
  return answer(res, wrong.problem.status, JSON.stringify(wrong.problem), 'application/problem+json');
}

async function answerOperations(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const path = pathOf(req);
  if (path === '/health') return answerJson(res, 200, { ok: true });
  if (path === '/ready') {
    const readiness = await checkReadiness();
    return answerJson(res, readiness.ready ? 200 : 503, readiness);
  }
  if (path === '/metrics') {
    if (!mayReadMetrics(req))
      return answerJson(res, 403, { code: 'forbidden', message: 'Metrics are for this machine, or for METRICS_TOKEN.' });
    return answer(res, 200, await allMetrics(), 'text/plain; version=0.0.4; charset=utf-8');
  }
  return false;
}

const handler =
  (front: Front, nextHandler: RequestListener): RequestListener =>
  async (req, res) => {
    try {
      // Sign-in limits rest on it: written for every request over whatever the caller sent.
      req.headers['x-tessera-address'] = clientAddress(req.socket.remoteAddress, req.headers['x-forwarded-for'], env().TRUST_PROXY);
      if (await front(req, res)) return;
      nextHandler(req, res);
    } catch (err) {
      log.error({ err }, 'request failed');
      if (!res.headersSent) answerJson(res, 500, { code: 'internal', message: 'Something went wrong on our side.' });
      else res.destroy();
    }
  };

/**
 * Serves ingestion and the console on one port.
 * @throws NodeJS.ErrnoException (EADDRINUSE, EACCES) when the port cannot be had.
 */
export async function startServer({ dev = false, front = handleFront }: { dev?: boolean; front?: Front } = {}): Promise<{
  stop(): Promise<void>;
}> {
  askErasedBy(findMentions);
  await catchUpErasures();
  const { PORT, HOST, TESSERA_NEXT_DIR } = env();
  const files: StaticFiles = dev ? new Map() : await readStaticFiles(join(TESSERA_NEXT_DIR, 'static'));
  const server = createServer({ requestTimeout: 1_800_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 });
  const app = next({ dev, hostname: HOST, port: PORT, httpServer: server });
  let ready: RequestListener | undefined;
  const preparing = app.prepare().then(() => {
    const nextHandler = app.getRequestHandler();
    ready = (req, res) => void nextHandler(req, res);
  });
  server.on(
    'request',
    handler(withStatic(files, front), (req, res) => {
      if (ready) ready(req, res);
      else void preparing.then(() => ready?.(req, res));
    }),
  );
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(PORT, HOST, resolve));
  await preparing;
  const upgrade = app.getUpgradeHandler();
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => void upgrade(req, socket, head));
  return {
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), dev ? 200 : 5_000).unref();
      await closed;
      await app.close();
      await stopIngest();
      await flushAccesses();
      await sql().end({ timeout: 2 });
    },
  };
}
