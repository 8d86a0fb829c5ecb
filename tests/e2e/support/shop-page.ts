import { createServer } from 'node:http';
import { baseUrl } from './installation';

/** A web shop on an address of its own, with the unmodified browser SDK that Tessera serves, loaded by Segment's stub. */
export async function startShop(writeKey: string): Promise<{ url: string; stop(): Promise<void> }> {
  const html = `<!doctype html><meta charset="utf-8"><title>Shop</title><h1>Shop</h1>
<script>
  window.analytics = Object.assign([], { initialize: false, _writeKey: ${JSON.stringify(writeKey)}, _cdn: ${JSON.stringify(baseUrl())} });
  for (const method of ['identify', 'track', 'page', 'ready', 'reset', 'user', 'on'])
    window.analytics[method] = (...args) => { window.analytics.push([method, ...args]); return window.analytics; };
</script>
<script src="${baseUrl()}/analytics.js/v1/${writeKey}/analytics.min.js" data-global-segment-analytics-key="analytics"></script>`;
  const server = createServer((_req, res) => res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
