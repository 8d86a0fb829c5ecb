import { log } from '@/lib/log';
import { EXIT } from './exit-codes';

type Part = { stop(): Promise<void> };

/**
 * The life of a process under the supervisor: starts its part, says when it is ready, and stops cleanly on SIGTERM, on
 * Ctrl-C, and when the supervisor is gone.
 */
export async function runChild(start: () => Promise<Part>): Promise<void> {
  let part: Part | undefined;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 20_000).unref();
    await part?.stop().catch((err: unknown) => log.error({ err }, 'stop failed'));
    process.exit(0);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop);
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'));
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'uncaught exception');
    process.exit(1);
  });
  try {
    part = await start();
    process.send?.('ready');
    if (stopping) await part.stop();
  } catch (err) {
    const { code } = err as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') process.exit(EXIT.portTaken);
    if (code === 'EACCES') process.exit(EXIT.portForbidden);
    log.fatal({ err }, 'start failed');
    process.exit(1);
  }
}
