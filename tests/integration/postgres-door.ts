import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A TCP door on 127.0.0.1 to a PostgreSQL that listens on its Unix socket only, as the embedded one does.
 * `cut` ends every connection, as a failing network would.
 */
export async function openPostgresDoor(socketDir: string, port = 0): Promise<{ port: number; cut(): void; close(): Promise<void> }> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const inner = connect(`${socketDir}/.s.PGSQL.5432`);
    for (const [from, to] of [
      [client, inner],
      [inner, client],
    ] as const) {
      open.add(from);
      from
        .on('error', () => undefined)
        .on('close', () => {
          open.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        cut();
      }),
  };
}
