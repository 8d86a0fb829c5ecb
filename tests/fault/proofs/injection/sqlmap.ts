import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from './targets';

export type Scan = { injectable: boolean; requests: number; finished: boolean; output: string };

/** Scans one address with sqlmap (https://sqlmap.org), which has to be on the path. @throws Error when it is not. */
export async function scan(
  base: string,
  { path, params, method = 'POST', body }: Target,
  { dir, key }: { dir: string; key: string },
): Promise<Scan> {
  const folder = join(dir, 'sqlmap');
  const given = [
    ...['-u', `${base}${path}`, '--batch', '--disable-coloring', '--flush-session', '--output-dir', folder],
    // Texts, errors and unions, blind by content and by time: everything it has, for the database that is behind.
    ...['--dbms', 'postgresql', '--level', '2', '--risk', '2', '--threads', '2', '--time-sec', '3'],
    ...['--headers', `Authorization: Bearer ${key}`],
    ...(params ? ['-p', params.join(',')] : []),
    ...(body
      ? ['--method', method, '--data', JSON.stringify(body), '--headers', `Authorization: Bearer ${key}\nContent-Type: application/json`]
      : []),
  ];
  const output = await run('sqlmap', given);
  rmSync(folder, { recursive: true, force: true });
  return {
    injectable: /is vulnerable|the following injection point/i.test(output),
    requests: Number(/(\d+) HTTP\(s\) requests/.exec(output)?.[1] ?? 0),
    finished: /do not appear to be injectable|the following injection point/i.test(output),
    output,
  };
}

function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
    child.once('error', () => reject(new Error('sqlmap is not on the path: install it (Debian: apt install sqlmap) and try again')));
    child.once('exit', () => resolve(output));
  });
}
