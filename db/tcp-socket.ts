import { connect, type Socket } from 'node:net';

type Address = { host: string[]; port: number[] };

/**
 * Opens the connection for postgres.js with Nagle's algorithm off: COPY sends several small packets, and each would wait
 * 44–88 ms for the one before.
 */
export const openTcpSocket = ({ host, port }: Address): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const [name = 'localhost'] = host;
    const socket = connect({ host: name, port: port[0] ?? 5432, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // The name that a certificate is checked against.
      resolve(Object.assign(socket, { host: name }));
    });
  });
