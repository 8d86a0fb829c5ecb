import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Binaries, findBinaries } from './binaries';
import { ensureCluster, privateFolder, SUPERUSER } from './cluster';
import { isAlive, servesFolder, waitGone } from './process-info';
import { chooseRunAs } from './run-as';
import { serverEnv, serverSettings } from './settings';

export type EmbeddedOptions = {
  /** The folder of the cluster; its parent must exist. */
  dataDir: string;
  /** The superuser's password; without it everybody who can open the socket is let in (tests). */
  password?: string | undefined;
  durable: boolean;
  maxConnections?: number;
  /** Where the server's own log goes. */
  logFile: string;
};

export type EmbeddedServer = {
  pid: number;
  /** The folder of the Unix socket; the server listens on nothing else. */
  socketDir: string;
  /** The address of a database, to be used together with the socket. */
  url(database: string): string;
  /** Resolves when the server has ended, wanted or not. */
  exited: Promise<void>;
  /** Ends every connection and stops (SIGINT), in some 50 ms. */
  stop(): Promise<void>;
};

const PORT = 5432;
// The address of a Unix socket ends at 107 bytes.
const MAX_SOCKET_DIR = 107 - '/.s.PGSQL.5432.lock'.length;

function socketFolder(dataDir: string): string {
  const beside = join(dirname(dataDir), 'run');
  if (Buffer.byteLength(beside) <= MAX_SOCKET_DIR) return beside;
  return join(tmpdir(), `tessera-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
}

const lockLines = (dataDir: string): string[] => {
  const file = join(dataDir, 'postmaster.pid');
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
};

/** Ends a server that an earlier, killed start left behind, and removes a lock file whose number now belongs to somebody else. */
async function clearLeftovers(dataDir: string, socketDir: string): Promise<void> {
  const pid = Number(lockLines(dataDir)[0]);
  if (!pid) return;
  if (isAlive(pid) && servesFolder(pid, dataDir)) {
    process.kill(pid, 'SIGINT');
    if (!(await waitGone(pid, 10_000))) {
      process.kill(pid, 'SIGQUIT');
      if (!(await waitGone(pid, 10_000)))
        throw new Error(`A database server (process ${pid}) still uses ${dataDir} and does not stop: end it and start again.`);
    }
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock']) rmSync(join(socketDir, name), { force: true });
}

function lastLogLine(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'no reason given';
}

/** One try to start: the running process, or undefined when it ended before it was ready. */
async function launch(options: EmbeddedOptions, binaries: Binaries, socketDir: string) {
  const runAs = chooseRunAs(binaries, options.dataDir);
  const { maxConnections, durable } = options;
  const settings = serverSettings({ durable, ...(maxConnections ? { maxConnections } : {}) });
  const flags = Object.entries({ ...settings, unix_socket_directories: socketDir, port: String(PORT) }).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ]);
  const [program = '', ...args] = [...runAs.prefix, binaries.postgres, '-D', options.dataDir, ...flags];
  const logFd = openSync(options.logFile, 'a', 0o600);
  // Detached: Ctrl-C reaches the whole foreground group, and the database must outlive the draining of the others.
  const child = spawn(program, args, {
    ...runAs.ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', logFd, logFd],
    env: serverEnv,
  });
  closeSync(logFd);
  const exited = new Promise<void>((done) => child.once('exit', () => done()).once('error', () => done()));
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  while (!ended) {
    const lines = lockLines(options.dataDir);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return { pid: child.pid as number, exited };
    await new Promise((r) => setTimeout(r, 10));
  }
  return undefined;
}

/**
 * Starts the embedded server, making its cluster on first use. An ordinary user and root (who is mapped to another user)
 * both work, also below a private home. Survives what a killed predecessor left.
 * @throws Error in one sentence when it cannot be started.
 */
export async function startEmbedded(given: EmbeddedOptions): Promise<EmbeddedServer> {
  const options = { ...given, dataDir: resolve(given.dataDir) };
  const binaries = await findBinaries();
  mkdirSync(dirname(options.dataDir), { recursive: true });
  const runAs = chooseRunAs(binaries, options.dataDir);
  const socketDir = socketFolder(options.dataDir);
  privateFolder(socketDir, runAs);
  await clearLeftovers(options.dataDir, socketDir);
  ensureCluster(options.dataDir, binaries, runAs, options.password);
  // After a killed server its orphans hold the shared memory until they notice: try again for a while.
  const end = Date.now() + 20_000;
  let running = await launch(options, binaries, socketDir);
  while (!running && Date.now() < end && /lock file|shared memory/.test(lastLogLine(options.logFile))) {
    await new Promise((r) => setTimeout(r, 200));
    running = await launch(options, binaries, socketDir);
  }
  if (!running) throw new Error(`The embedded PostgreSQL did not start: ${lastLogLine(options.logFile)} (log: ${options.logFile})`);
  const { pid, exited } = running;
  const login = options.password === undefined ? SUPERUSER : `${SUPERUSER}:${encodeURIComponent(options.password)}`;
  return {
    pid,
    socketDir,
    exited,
    url: (database) => `postgres://${login}@localhost:${PORT}/${database}`,
    stop: async () => {
      if (isAlive(pid)) process.kill(pid, 'SIGINT');
      if (!(await waitGone(pid, 15_000)) && isAlive(pid)) process.kill(pid, 'SIGQUIT');
      await exited;
    },
  };
}
