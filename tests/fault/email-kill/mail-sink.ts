import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

/** One line of the journal: what the mail server took, and when. */
export type Taken = { to: string; id: string; at: number };

const refused = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

/** Addresses of these beginnings are refused: for good, and the first time. */
export const REFUSED = { forGood: 'gone', atFirst: 'busy' } as const;

/**
 * A mail server in a process of its own. What it takes is in its journal before it answers, so that nothing it has accepted is forgotten
 * when the sender dies before the answer.
 */
export function startMailSink({ port, journal }: { port: number; journal: string }): void {
  const tried = new Set<string>();
  new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith(REFUSED.forGood)) return done(refused(550, '5.1.1 No such user'));
      if (address.startsWith(REFUSED.atFirst) && !tried.has(address)) {
        tried.add(address);
        return done(refused(451, '4.2.0 Try again'));
      }
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const id = /^message-id:\s*<([0-9a-f-]{36})@/im.exec(Buffer.concat(chunks).toString('latin1'))?.[1] ?? '';
        await sleep(Math.random() * 8);
        for (const { address } of session.envelope.rcptTo) {
          appendFileSync(journal, `${JSON.stringify({ to: address, id, at: Date.now() } satisfies Taken)}\n`);
        }
        await sleep(Math.random() * 8);
        done();
      });
    },
  })
    .on('error', () => undefined)
    .listen(port, '127.0.0.1', () => process.send?.('ready'));
}
