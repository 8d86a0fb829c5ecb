import { createServer } from 'node:net';
import { startWorker } from '@/worker/index';
import { besideDatabase } from '../beside-database';
import { conduct } from '../email-kill/conductor';
import { startMailSink } from '../email-kill/mail-sink';
import type { Proof, ProofContext } from './types';

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** A database of its own, and beside it this program again. */
async function main({ dir, say, fault }: ProofContext): Promise<void> {
  const port = await freePort();
  say(`a mail server on port ${port}, a database and a worker of this run's own`);
  const env = { ALLOW_PRIVATE_HOSTS: `127.0.0.1:${port}`, EMAIL_KILL_PORT: String(port), EMAIL_KILL_ROLE: 'conductor' };
  if ((await besideDatabase({ dir, durable: true, env })) !== 0) fault('see above');
}

const forever = () => new Promise<never>(() => undefined);

export const emailKill: Proof = {
  claim:
    'an e-mail run to 10,000 people through a real SMTP server, its worker killed again and again: nobody gets it twice, everybody is accounted for',
  run: async (context) => {
    const role = process.env.EMAIL_KILL_ROLE;
    if (role === undefined) return main(context);
    if (role === 'conductor') return conduct(context);
    // A part of a run that ends by being killed, also when the one that started it dies.
    process.once('disconnect', () => process.exit(0));
    if (role === 'sink') startMailSink({ port: Number(process.env.EMAIL_KILL_PORT), journal: process.env.EMAIL_KILL_JOURNAL ?? '' });
    else await startWorker();
    await forever();
  },
};
