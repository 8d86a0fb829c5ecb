import { connect, type Socket } from 'node:net';
import { RequestFilteringHttpAgent } from 'request-filtering-agent';
import { env } from './env';

export type SocketAddress = {
  host: string;
  port: number;
  /** From name look-up to the open connection. Default 10 s. */
  timeoutMs?: number;
};

/** Why a connection to a third party failed. `retry`: whether the same try may go better later. */
export type ConnectionFailure = {
  retry: boolean;
  code:
    | 'invalid_address'
    | 'refused_address'
    | 'timeout'
    | 'network'
    | 'host_key_unknown'
    | 'host_key_changed'
    | 'sign_in'
    | 'protocol'
    | 'statement';
  message: string;
};

/** A third party that could not be reached; what the operator may read is in `failure`. */
export class ConnectionError extends Error {
  readonly failure: ConnectionFailure;
  constructor(code: ConnectionFailure['code'], retry: boolean, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ConnectionError';
    this.failure = { retry, code, message };
  }
}

// Its rule is checked on the address that the name resolved to, as for web addresses.
const guard = new RequestFilteringHttpAgent();

/** The name without the brackets of an IPv6 address. */
const bare = (host: string): string => host.trim().replace(/^\[(.*)\]$/, '$1');

/** Whether the operator allows this very host and port although it is private (ALLOW_PRIVATE_HOSTS). */
function isAllowed(host: string, port: number): boolean {
  const pairs = env()
    .ALLOW_PRIVATE_HOSTS.split(',')
    .map((pair) => pair.trim());
  return pairs.includes(`${host}:${port}`) || pairs.includes(`[${host}]:${port}`);
}

function check(host: string, port: number): void {
  if (!host || /[\s/@?#\\]/.test(host) || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw new ConnectionError('invalid_address', false, 'This is not a host and a port.');
}

function explain(error: unknown): ConnectionError {
  const { message, code } = error as NodeJS.ErrnoException;
  return /is not allowed|private IP/i.test(message)
    ? new ConnectionError('refused_address', false, 'This address is inside a private network and cannot be called.', error)
    : new ConnectionError('network', true, `The address could not be reached (${code ?? 'connection failed'}).`, error);
}

/**
 * Opens a TCP connection for a protocol that is not HTTP (PostgreSQL, SFTP, SMTP). Private, local and reserved addresses are
 * refused in every spelling, unless ALLOW_PRIVATE_HOSTS names them.
 * @returns the open socket, Nagle's algorithm off; the caller ends it. Its `host` is the name that a certificate is checked against.
 * @throws ConnectionError
 */
export function connectSafely({ host: given, port, timeoutMs = 10_000 }: SocketAddress): Promise<Socket & { host: string }> {
  const host = bare(given);
  return new Promise((resolve, reject) => {
    check(host, port);
    const options = { host, port, noDelay: true };
    const socket = (isAllowed(host, port) ? connect(options) : guard.createConnection(options)) as Socket;
    const timer = setTimeout(() => {
      reject(new ConnectionError('timeout', true, 'No answer came in time.'));
      socket.destroy();
    }, timeoutMs);
    // Stays after the time limit: the error of a socket that was given up has a listener.
    socket.on('error', (error) => {
      clearTimeout(timer);
      reject(explain(error));
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(Object.assign(socket, { host }));
    });
  });
}
