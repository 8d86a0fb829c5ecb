import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { bundleOptions, entries, root } from '@/scripts/lib/bundle.mjs';

type Victim = 'web' | 'worker' | 'postgres' | 'everything';

export type Installation = {
  url: string;
  writeKey: string;
  /** Everything it keeps lies below this folder. */
  dataDir: string;
  kill(victim: Victim): void;
  /** Starts the supervisor again after it was stopped. */
  restart(): void;
  /** @returns the seconds it took. @throws Error when it does not come back. */
  untilReady(seconds: number): Promise<number>;
  /** Waits until the pipeline has worked through everything accepted. */
  untilDrained(seconds: number): Promise<void>;
  database(): { url: string; socket: string };
  stop(): Promise<void>;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** The processes that a process has started, by their command lines. Linux only. */
function childrenOf(pid: number): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return parent === pid ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }] : [];
      } catch {
        return [];
      }
    });
}

type Readiness = { ready: boolean; checks: { lag: { requests: number } } };

/** The bundles of an installation without pages: seconds to make, where a build of all pages takes a minute. */
async function headlessBuild(): Promise<string> {
  const out = join(root, '.tmp', `headless-${process.pid}`);
  await build(bundleOptions({ ...entries, web: 'tests/fault/headless-web.ts' }, out) as BuildOptions);
  process.on('exit', () => rmSync(out, { recursive: true, force: true }));
  return out;
}

const startOf = (out: string): string[] => [
  '--input-type=module',
  '-e',
  `const { main } = await import(${JSON.stringify(`${out}/supervisor.mjs`)});
   const installation = await main({ mode: 'production', build: ${JSON.stringify(out)}, web: ${JSON.stringify(`${out}/web.mjs`)} });
   await installation?.stopped;`,
];

/** `headless`: database, supervisor, worker and ingestion as ever, without the console. `env`: further settings. */
type Options = { headless?: boolean; env?: Record<string, string> };

/** Starts the product as `npm start` does, in a folder of its own; a killed supervisor is started again. */
export async function startInstallation(dir: string, { headless = false, env: more = {} }: Options = {}): Promise<Installation> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: join(dir, 'data'),
    LOG_LEVEL: 'error',
    ...more,
    NODE_ENV: 'production',
  };
  const start = headless ? startOf(await headlessBuild()) : ['scripts/start.mjs'];

  const output = openSync(join(dir, 'output.log'), 'a');
  const spawnSupervisor = (): ChildProcess => spawn(process.execPath, start, { env, stdio: ['ignore', output, output] });
  let supervisor = spawnSupervisor();
  const ready = async (): Promise<Readiness | undefined> => {
    try {
      return (await (await fetch(`${url}/ready`, { signal: AbortSignal.timeout(3_000) })).json()) as Readiness;
    } catch {
      return undefined;
    }
  };
  const untilReady = async (seconds: number) => {
    const from = Date.now();
    while (Date.now() - from < seconds * 1000) {
      if ((await ready())?.ready) return (Date.now() - from) / 1000;
      await pause(100);
    }
    throw new Error(`Not ready within ${seconds} s; see ${dir}/output.log`);
  };

  // The first start may build.
  await untilReady(900);
  const printed = execFileSync(process.execPath, ['scripts/tessera.mjs', 'keys', 'create', '--source', 'Fault test'], {
    env,
    encoding: 'utf8',
  });
  const runtime = () =>
    JSON.parse(readFileSync(join(dir, 'data', 'runtime.json'), 'utf8')) as { databaseUrl: string; databaseSocket: string };

  return {
    url,
    dataDir: join(dir, 'data'),
    writeKey: printed.trim().split(/\s+/).at(-1) ?? '',
    untilReady,
    kill: (victim) => {
      const all = childrenOf(supervisor.pid ?? 0);
      const find = (part: string) => all.find(({ command }) => command.includes(part))?.pid;
      const pids = { web: find('web.mjs'), worker: find('worker.mjs'), postgres: find('/postgres') };
      const chosen = victim === 'everything' ? [supervisor.pid, ...Object.values(pids)] : [pids[victim]];
      for (const pid of chosen) if (pid) process.kill(pid, 'SIGKILL');
      if (victim === 'everything') supervisor = spawnSupervisor();
    },
    restart: () => {
      supervisor = spawnSupervisor();
    },
    untilDrained: async (seconds) => {
      for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(200)) {
        const state = await ready();
        if (state?.ready && state.checks.lag.requests === 0) return;
      }
      throw new Error(`The backlog was not worked through within ${seconds} s`);
    },
    database: () => ({ url: runtime().databaseUrl, socket: runtime().databaseSocket }),
    stop: async () => {
      const gone = new Promise<void>((resolve) => {
        if (supervisor.exitCode !== null || supervisor.signalCode !== null) resolve();
        else supervisor.once('exit', () => resolve());
      });
      supervisor.kill('SIGTERM');
      await gone;
      closeSync(output);
    },
  };
}
