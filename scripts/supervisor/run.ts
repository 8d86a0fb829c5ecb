import { join } from 'node:path';
import { connect } from '@/db/client';
import { EXIT } from '../lib/exit-codes';
import { type Child, supervise } from './children';
import { type Database, openServer, prepareDatabase, startOwnServer } from './database';
import { makeFirstOwner } from './first-owner';
import { type Runtime, removeRuntime, runningInstallation, sentence, writeRuntime } from './installation';
import { assertPortFree, portMessage } from './port';
import { forgetFirstPassword, prepareSettings, type Settings } from './settings';

export type RunOptions = {
  mode: 'production' | 'development';
  /** Folder of the bundles. */
  build: string;
  /** The web process: a bundle, or the development server. */
  web: string;
};

export type Installation = { worker: Child; stop(): Promise<void>; stopped: Promise<void> };

// A batch's events live across awaits: with the usual young generation a quarter of the worker's CPU is garbage collection.
const WORKER_NODE_ARGS = ['--max-semi-space-size=32'];

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Whether anybody but the first sign-in's maker has used it. */
async function isUnused(url: string): Promise<boolean> {
  const sql = connect(url, { max: 1 });
  try {
    const [row] = await sql<{ used: boolean }[]>`select exists (select 1 from sessions) or (select count(*) from users) > 1 as used`;
    return !row?.used;
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function greet(settings: Settings, url: string): Promise<void> {
  say(`Tessera is ready: ${settings.APP_URL}`);
  const unused = await isUnused(url);
  if (!unused) return forgetFirstPassword(settings.DATA_DIR);
  say(`First sign-in: ${settings.ADMIN_EMAIL} with the password ${settings.madePassword ? settings.ADMIN_PASSWORD : 'in ADMIN_PASSWORD'}`);
}

/** Keeps the embedded server running: a killed one is started again on the same socket. */
function keepAlive(
  first: Database,
  dataDir: string,
  isStopping: () => boolean,
  fail: (error: unknown) => void,
): () => Database['embedded'] {
  let server = first.embedded;
  const watch = () => {
    void server?.exited
      .then(async () => {
        if (isStopping()) return;
        say('The database process ended; starting it again.');
        server = await startOwnServer(dataDir);
        watch();
      })
      .catch(fail);
  };
  watch();
  return () => server;
}

/** One that is just stopping gets a moment to go. */
async function stillRunning(dataDir: string, patienceMs = 5_000): Promise<Runtime | undefined> {
  for (const end = Date.now() + patienceMs; ; await new Promise((r) => setTimeout(r, 100))) {
    const running = runningInstallation(dataDir);
    if (!running || Date.now() > end) return running;
  }
}

/**
 * Runs the installation: database, migrations, web and worker.
 * @throws Error in one sentence (`expected`) when it cannot.
 */
export async function runInstallation({ mode, build, web }: RunOptions): Promise<Installation> {
  const settings = prepareSettings(mode);
  const { DATA_DIR, PORT, HOST } = settings;
  const running = await stillRunning(DATA_DIR);
  if (running) throw sentence(`Tessera already runs on ${DATA_DIR} (process ${running.pid}): stop it first, or set another DATA_DIR.`);
  await assertPortFree(PORT, HOST);

  const database = settings.DATABASE_URL
    ? { url: settings.DATABASE_URL, socket: undefined, embedded: undefined }
    : await openServer(await startOwnServer(DATA_DIR));
  process.env.DATABASE_URL = database.url;

  let stopping = false;
  let children: Child[] = [];
  let resolveStopped: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    resolveStopped = resolve;
  });
  const fail = (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
    void stop();
  };
  const server = keepAlive(database, DATA_DIR, () => stopping, fail);
  const stop = async () => {
    if (stopping) return stopped;
    stopping = true;
    await Promise.all(children.map((child) => child.stop()));
    await server()?.stop();
    removeRuntime(DATA_DIR);
    resolveStopped();
  };

  try {
    await prepareDatabase(database.url);
    await makeFirstOwner(settings, database.url);
  } catch (error) {
    await stop();
    throw error;
  }
  const env = { ...process.env };
  const onFatal = (code: number) => fail(sentence(portMessage(PORT, code === EXIT.portTaken ? 'EADDRINUSE' : 'EACCES')));
  const worker = supervise({ name: 'worker', file: join(build, 'worker.mjs'), nodeArgs: WORKER_NODE_ARGS, env, onFatal, say });
  const webChild = supervise({ name: 'web', file: web, env, onFatal, say });
  children = [worker, webChild];
  writeRuntime(DATA_DIR, { databaseUrl: database.url, databaseSocket: database.socket, appUrl: settings.APP_URL ?? '', build });
  void Promise.all([worker.ready, webChild.ready])
    .then(() => (stopping ? undefined : greet(settings, database.url)))
    .catch(fail);
  return { worker, stop, stopped };
}
