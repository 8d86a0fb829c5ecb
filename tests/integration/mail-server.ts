import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type Caught = { from: string; to: string; raw: string; mail: Email };

type Refusal = { code: number; text: string };

/** What the server answers: an SMTP code and text refuse, `drop` closes the connection when it has the whole message. */
type Rules = {
  recipient?: ((address: string) => Refusal | undefined) | undefined;
  message?: ((caught: Omit<Caught, 'mail'>) => Refusal | 'drop' | undefined) | undefined;
};

export type MailServer = { port: number; caught: Caught[]; rules: Rules; stop(): Promise<void> };

const refusal = ({ code, text }: Refusal) => Object.assign(new Error(text), { responseCode: code });

/** A real mail server on this machine, which keeps what it takes. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const caught: Caught[] = [];
  const rules: Rules = {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const refused = rules.recipient?.(address);
      done(refused ? refusal(refused) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        const taken = { from: mailFrom ? mailFrom.address : '', to: rcptTo[0]?.address ?? '', raw };
        const answer = rules.message?.(taken);
        if (answer && answer !== 'drop') return done(refusal(answer));
        caught.push({ ...taken, mail: await PostalMime.parse(raw) });
        if (answer === 'drop') for (const each of server.connections) each._socket?.destroy();
        else done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    caught,
    rules,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
