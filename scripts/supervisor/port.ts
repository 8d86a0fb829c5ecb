import { createServer } from 'node:net';
import { sentence } from './installation';

const tryPort = (port: number, host: string) =>
  new Promise<string | undefined>((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });

export const portMessage = (port: number, code: string): string =>
  code === 'EACCES'
    ? `Port ${port} needs a permission that this user has not: set PORT to a number above 1023.`
    : code === 'EADDRINUSE'
      ? `Port ${port} is taken by another program: stop it, or set PORT to a free port.`
      : `Port ${port} cannot be used (${code}): set PORT and HOST to an address of this machine.`;

/**
 * Waits until the port is free: the processes of a killed predecessor need a moment to notice and end.
 * @throws Error in one sentence when it stays taken.
 */
export async function assertPortFree(port: number, host: string, patienceMs = 2_000): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const code = await tryPort(port, host);
    if (!code) return;
    if (code !== 'EADDRINUSE' || Date.now() > end) throw sentence(portMessage(port, code));
    await new Promise((r) => setTimeout(r, 100));
  }
}
