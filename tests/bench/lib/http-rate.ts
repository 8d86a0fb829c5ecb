import { Agent, request } from 'node:http';

/**
 * Sends `perSecond` GETs a second for some seconds whatever the answers do, and times each from the moment it was due, so that a
 * server that stalls is seen to. @returns milliseconds of each answer; a failed one counts as endless
 */
export async function httpRate(options: {
  url: (i: number) => string;
  headers: Record<string, string>;
  perSecond: number;
  seconds: number;
}): Promise<number[]> {
  const { url, headers, perSecond, seconds } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 64, noDelay: true } as ConstructorParameters<typeof Agent>[0]);
  const total = Math.round(perSecond * seconds);
  const start = performance.now() + 50;
  const one = (i: number): Promise<number> =>
    new Promise((resolve) => {
      const due = start + (i * 1000) / perSecond;
      setTimeout(
        () => {
          const req = request(url(i), { agent, headers }, (res) => {
            res.resume().on('end', () => resolve(res.statusCode === 200 ? performance.now() - due : Number.POSITIVE_INFINITY));
          });
          req.on('error', () => resolve(Number.POSITIVE_INFINITY)).end();
        },
        Math.max(0, due - performance.now()),
      );
    });
  const times = await Promise.all(Array.from({ length: total }, (_, i) => one(i)));
  agent.destroy();
  return times;
}
