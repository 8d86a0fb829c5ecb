import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { ConnectionError, connectSafely } from './safe-socket';

export type SmtpServer = {
  host: string;
  port: number;
  /** `tls`: from the first byte. `starttls`: must be offered. `none`: in clear, for a server on the same machine. */
  security: 'tls' | 'starttls' | 'none';
  user?: string | undefined;
  password?: string | undefined;
  /** The operator's own server (SMTP_URL): may be inside the private network, and encrypts when it can. */
  trusted?: boolean;
};

/** What a server said of one message. */
export type SmtpResult =
  /** It took the message. */
  | { outcome: 'accepted'; code: number | null; status: string | null }
  /** It refused, before or after the message itself: it will not deliver it. */
  | { outcome: 'refused'; stage: 'sender' | 'recipient' | 'data'; permanent: boolean; code: number | null; status: string | null }
  /** The connection failed before the first byte of the message. */
  | { outcome: 'not_sent'; failure: SmtpFailure }
  /** `beforeData` said no: nothing left. */
  | { outcome: 'aborted' }
  /** The connection failed after the first byte and before the answer: the server may have the message or not. */
  | { outcome: 'unknown' };

export type SmtpFailure = { retry: boolean; code: 'connection' | 'refused_address' | 'sign_in' | 'tls' | 'protocol'; message: string };

export type SmtpMessage = {
  from: string;
  to: string;
  data: Buffer;
  /** Called when the server has taken the recipient and waits for the message. False: it is not sent. */
  beforeData?: () => Promise<boolean>;
};

export type SmtpSession = { send(message: SmtpMessage): Promise<SmtpResult>; readonly usable: boolean; close(): void };

const TIMEOUT_MS = 15_000;
/** A server may think about a message for longer than about a command. */
const SOCKET_TIMEOUT_MS = 60_000;

type Fault = Error & { code?: string; responseCode?: number; response?: string; command?: string };

const fault = (code: SmtpFailure['code'], retry: boolean, message: string): SmtpFailure => ({ code, retry, message });

/** The enhanced status (RFC 3463) in a server's answer. */
export const enhancedStatus = (response: string | undefined): string | null =>
  /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1] ?? null;

/** Reads an address like `smtps://user:password@host:465`, as SMTP_URL is written. @returns undefined when it is none. */
export function smtpServerOfUrl(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return undefined;
  const security = url.protocol === 'smtps:' ? 'tls' : 'none';
  return {
    host: url.hostname,
    port: Number(url.port || (security === 'tls' ? 465 : 587)),
    security,
    user: decodeURIComponent(url.username) || undefined,
    password: decodeURIComponent(url.password) || undefined,
    trusted: true,
  };
}

/** Opens a session and signs in. @returns the session, or why there is none. */
export async function openSmtp(server: SmtpServer): Promise<SmtpSession | SmtpFailure> {
  try {
    const connection = await connect(server);
    if (server.user) await signIn(connection, server.user, server.password ?? '');
    return sessionOf(connection);
  } catch (error) {
    return explain(error as Fault);
  }
}

async function connect({ host, port, security, trusted }: SmtpServer): Promise<SMTPConnection> {
  const socket = trusted ? undefined : await connectSafely({ host, port, timeoutMs: TIMEOUT_MS });
  const connection = new SMTPConnection({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none' && !trusted,
    ...(socket ? { connection: socket } : {}),
    tls: { servername: host },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
  });
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => {
      connection.close();
      reject(error);
    };
    connection.once('error', failed);
    connection.once('end', () => reject(Object.assign(new Error('The connection ended'), { code: 'ECONNECTION' })));
    connection.connect((error?: Error | null) => {
      if (error) return failed(error);
      connection.removeListener('error', failed);
      resolve(connection);
    });
  });
}

const signIn = (connection: SMTPConnection, user: string, pass: string): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.login({ user, pass } as Parameters<SMTPConnection['login']>[0], (error?: Error | null) => {
      if (!error) return resolve();
      connection.close();
      reject(error);
    });
  });

function explain(error: Fault): SmtpFailure {
  if (error instanceof ConnectionError)
    return fault(error.failure.code === 'refused_address' ? 'refused_address' : 'connection', error.failure.retry, error.failure.message);
  if (error.code === 'EAUTH') return fault('sign_in', false, 'The server refused the name or the password.');
  if (error.code === 'ETLS' || /certificate|self.signed|wrong version number|TLS|SSL/i.test(error.message))
    return fault('tls', false, 'No encrypted connection could be made: check port, encryption and certificate.');
  if (error.code === 'EPROTOCOL') return fault('protocol', true, 'The server does not speak SMTP as expected.');
  return fault('connection', true, 'The server could not be reached.');
}

function sessionOf(connection: SMTPConnection): SmtpSession {
  let usable = true;
  const dead = () => {
    usable = false;
  };
  connection.on('error', dead);
  connection.on('end', dead);
  return {
    get usable() {
      return usable;
    },
    close: () => {
      usable = false;
      connection.removeAllListeners('end');
      connection.quit();
      setTimeout(() => connection.close(), 1_000).unref();
    },
    send: (message) => {
      if (!usable) return Promise.resolve({ outcome: 'not_sent', failure: fault('connection', true, 'The connection had ended.') });
      return transmit(connection, message, dead);
    },
  };
}

function transmit(connection: SMTPConnection, message: SmtpMessage, dead: () => void): Promise<SmtpResult> {
  return new Promise((resolve) => {
    let released = false;
    let aborted = false;
    const abandon = () => {
      aborted = true;
      dead();
      connection.close();
      resolve({ outcome: 'aborted' });
    };
    const body = once(async () => {
      if (message.beforeData && !(await message.beforeData())) return undefined;
      released = true;
      return message.data;
    }, abandon);
    const envelope = { from: message.from, to: [message.to], size: message.data.length };
    connection.send(envelope, body, (error, info) => {
      if (aborted) return;
      if (!error) return resolve({ outcome: 'accepted', ...answerOf(info?.response) });
      const result = resultOf(error as Fault, released);
      // After a refusal the session can go on with another message; after anything else its state is not known.
      if (result.outcome !== 'refused' || result.code === 421) {
        dead();
        connection.close();
        return resolve(result);
      }
      connection.reset((failed?: Error | null) => {
        if (failed) dead();
        resolve(result);
      });
    });
  });
}

/** A stream that asks for its one chunk when it is first read, which is when the server waits for the message. */
function once(take: () => Promise<Buffer | undefined>, refuse: () => void): Readable {
  let asked = false;
  return new Readable({
    read() {
      if (asked) return;
      asked = true;
      take().then(
        (data) => {
          if (data === undefined) return refuse();
          this.push(data);
          this.push(null);
        },
        () => refuse(),
      );
    },
  });
}

const answerOf = (response: string | undefined) => ({
  code: Number(/^\d{3}/.exec(response ?? '')?.[0]) || null,
  status: enhancedStatus(response),
});

function resultOf(error: Fault, released: boolean): SmtpResult {
  const { responseCode, response, command = '' } = error;
  if (responseCode && responseCode >= 400) {
    const stage = /MAIL/i.test(command) ? 'sender' : /RCPT/i.test(command) ? 'recipient' : 'data';
    return { outcome: 'refused', stage, permanent: responseCode >= 500, code: responseCode, status: enhancedStatus(response) };
  }
  if (error.code === 'EENVELOPE') return { outcome: 'refused', stage: 'recipient', permanent: true, code: null, status: '5.1.3' };
  return released ? { outcome: 'unknown' } : { outcome: 'not_sent', failure: explain(error) };
}
