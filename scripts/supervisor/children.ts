import { type ChildProcess, fork } from 'node:child_process';
import { EXIT } from '../lib/exit-codes';

export type Child = {
  /** Resolves when the process has said that it is ready, for the first time. */
  ready: Promise<void>;
  stop(): Promise<void>;
  /** Ends the process so that it starts again, as after a change of its code. */
  restart(): void;
};

export type ChildOptions = {
  name: string;
  file: string;
  /** Arguments of Node itself. */
  nodeArgs?: string[];
  env: Record<string, string | undefined>;
  /** Called instead of a restart when the process says that starting again cannot help. */
  onFatal(code: number): void;
  say(line: string): void;
};

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** A process that lived this long was well: its next crash is a first one. */
const WELL_AFTER_MS = 60_000;
const KILL_AFTER_MS = 15_000;

/** Runs a process and starts it again when it crashes, after a pause that doubles. */
export function supervise(options: ChildOptions): Child {
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let wanted = false;
  let markReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });

  const start = () => {
    const startedAt = Date.now();
    wanted = false;
    child = fork(options.file, [], {
      execArgv: options.nodeArgs ?? [],
      env: options.env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', (message) => {
      if (message === 'ready') markReady();
    });
    child.once('exit', (code, signal) => {
      child = undefined;
      if (stopping) return;
      if (code === EXIT.portTaken || code === EXIT.portForbidden) return options.onFatal(code);
      if (Date.now() - startedAt > WELL_AFTER_MS) pause = FIRST_PAUSE_MS;
      const wait = wanted ? 0 : pause;
      if (!wanted) {
        options.say(`The ${options.name} process ended (${signal ?? code}); starting it again in ${wait / 1000} s.`);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
      timer = setTimeout(start, wait);
    });
  };
  start();

  return {
    ready,
    restart: () => {
      wanted = true;
      pause = FIRST_PAUSE_MS;
      if (child) child.kill('SIGTERM');
      else {
        clearTimeout(timer);
        start();
      }
    },
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (!running) return;
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.kill('SIGTERM');
      const kill = setTimeout(() => running.kill('SIGKILL'), KILL_AFTER_MS);
      await gone;
      clearTimeout(kill);
    },
  };
}
