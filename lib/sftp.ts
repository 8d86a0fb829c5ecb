import { createHash } from 'node:crypto';
import SftpClient from 'ssh2-sftp-client';
import { ConnectionError, connectSafely } from './safe-socket';

export type SftpSettings = {
  host: string;
  port: number;
  username: string;
  password?: string | undefined;
  /** PEM or OpenSSH text. */
  privateKey?: string | undefined;
  passphrase?: string | undefined;
  /** The server's key as OpenSSH shows it, `SHA256:…`. Without it nothing is sent: see `readHostKey`. */
  hostKey?: string | undefined;
  timeoutMs?: number;
};

export type { SftpClient };

const fingerprint = (key: Buffer): string => `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

const ignore = { error: () => undefined, end: () => undefined, close: () => undefined };

function explain(error: unknown, seen: string | undefined, expected: string | undefined): unknown {
  if (error instanceof ConnectionError) return error;
  const { message = '', code } = error as NodeJS.ErrnoException;
  if (seen && seen !== expected)
    return expected
      ? new ConnectionError('host_key_changed', false, `The server shows another key than before (${seen}).`, error)
      : new ConnectionError('host_key_unknown', false, `Confirm the server's key first: ${seen}.`, error);
  if (/authentication|privateKey|passphrase/i.test(message))
    return new ConnectionError('sign_in', false, 'The server does not accept this name with this password or key.', error);
  if (/timed out/i.test(message)) return new ConnectionError('timeout', true, 'No answer came in time.', error);
  return new ConnectionError('network', true, `The SFTP server could not be reached (${code ?? 'connection failed'}).`, error);
}

type Opened = { client: SftpClient; close: () => Promise<void>; drop: () => void };

/** A server that does not answer a farewell is left without one. */
const FAREWELL_MS = 2_000;

/** Runs one operation of a session within so many milliseconds. When time is up the connection is cut, so that it cannot happen later. */
export type Within = <T>(timeoutMs: number, operation: Promise<T>) => Promise<T>;

async function open(settings: SftpSettings, accept: (key: string) => boolean): Promise<Opened> {
  const timeoutMs = settings.timeoutMs ?? 15_000;
  const sock = await connectSafely({ host: settings.host, port: settings.port, timeoutMs });
  const client = new SftpClient('tessera', ignore);
  const close = async () => {
    const farewell = client.end().catch(() => undefined);
    await Promise.race([farewell, new Promise((done) => setTimeout(done, FAREWELL_MS).unref())]);
    sock.destroy();
  };
  try {
    await client.connect({
      sock,
      username: settings.username,
      ...(settings.password ? { password: settings.password } : {}),
      ...(settings.privateKey ? { privateKey: settings.privateKey } : {}),
      ...(settings.passphrase ? { passphrase: settings.passphrase } : {}),
      hostVerifier: (key: Buffer) => accept(fingerprint(key)),
      readyTimeout: timeoutMs,
      keepaliveInterval: 10_000,
      keepaliveCountMax: 3,
    });
    return { client, close, drop: () => sock.destroy() };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The key a server shows, to be confirmed by a person and stored. Nothing of ours is sent.
 * @returns `SHA256:…` as `ssh-keyscan | ssh-keygen -lf -` prints it.
 * @throws ConnectionError
 */
export async function readHostKey(at: { host: string; port: number; timeoutMs?: number }): Promise<string> {
  let seen: string | undefined;
  try {
    const opened = await open({ ...at, username: 'tessera' }, (key) => {
      seen = key;
      return false;
    });
    await opened.close();
  } catch (error) {
    if (!seen) throw explain(error, undefined, undefined);
  }
  if (!seen) throw new ConnectionError('protocol', false, 'This is not an SFTP server.');
  return seen;
}

/**
 * Opens a session, runs the work and closes it, whatever happens. The server's key must be the stored one: another key, or
 * none stored, is refused before a name or password is sent.
 * @throws ConnectionError when no session comes about; whatever `run` throws.
 */
export async function withSftp<T>(settings: SftpSettings, run: (client: SftpClient, within: Within) => Promise<T>): Promise<T> {
  let seen: string | undefined;
  let opened: Opened;
  try {
    opened = await open(settings, (key) => {
      seen = key;
      return settings.hostKey !== undefined && key === settings.hostKey.trim();
    });
  } catch (error) {
    throw explain(error, seen, settings.hostKey?.trim() || undefined);
  }
  try {
    return await run(opened.client, (timeoutMs, operation) => limited(opened, timeoutMs, operation));
  } finally {
    await opened.close();
  }
}

async function limited<T>({ drop }: Opened, timeoutMs: number, operation: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      drop();
      reject(new ConnectionError('timeout', true, 'No answer came in time.'));
    }, timeoutMs);
  });
  // Whoever loses the race is listened to all the same.
  operation.catch(() => undefined);
  try {
    return await Promise.race([operation, late]);
  } finally {
    clearTimeout(timer);
  }
}
