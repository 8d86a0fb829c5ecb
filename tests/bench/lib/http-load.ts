import { connect, type Socket } from 'node:net';

export type LoadResult = { ok: number; failed: number; times: number[]; seconds: number };

/**
 * Keeps `connections` busy with one request each for some seconds, over plain sockets (an HTTP client would cost more than the
 * server). `next(i)` gives the i-th request as bytes. Times in milliseconds.
 */
export async function httpLoad(options: {
  port: number;
  connections: number;
  seconds: number;
  next: (i: number) => Buffer;
}): Promise<LoadResult> {
  const { port, connections, seconds, next } = options;
  const result: LoadResult = { ok: 0, failed: 0, times: [], seconds: 0 };
  const started = performance.now();
  const until = started + seconds * 1000;
  let i = 0;

  const one = (): Promise<void> =>
    new Promise((resolve) => {
      const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
      let sent = 0;
      let answer = '';
      const send = () => {
        if (performance.now() >= until) return void socket.end();
        answer = '';
        sent = performance.now();
        socket.write(next(i++));
      };
      socket.on('connect', send);
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
        const end = answer.indexOf('\r\n\r\n');
        if (end === -1) return;
        const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
        if (answer.length < end + 4 + length) return;
        result.times.push(performance.now() - sent);
        if (answer.startsWith('HTTP/1.1 200')) result.ok++;
        else result.failed++;
        send();
      });
      socket.on('error', () => result.failed++);
      socket.on('close', () => resolve());
    });

  await Promise.all(Array.from({ length: connections }, one));
  result.seconds = (performance.now() - started) / 1000;
  return result;
}

/** One POST as bytes. */
export function postBytes(path: string, body: string, headers: Record<string, string>): Buffer {
  const lines = Object.entries({
    host: 'bench',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  });
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n${body}`);
}
