/**
 * `npm run mutate [-- --mutate FILES]`: changes the compiler and the evaluator of segments in thousands of small ways, one at a time, and
 * says which changes no test notices. The tests are the fast ones beside the code and a pool of rules on prepared people: a statement that
 * comes out otherwise than before is asked of those people, in a database of this run's own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { besideDatabase } from '../fault/beside-database';

const dir = process.env.MUTATION_DIR ?? mkdtempSync(join(tmpdir(), 'tessera-mutation-'));
if (process.env.MUTATION_DIR === undefined) {
  const code = await besideDatabase({ dir, durable: false, env: { MUTATION_DIR: dir } });
  rmSync(dir, { recursive: true, force: true });
  process.exit(code ?? 1);
}
const { recordPool } = await import('./record');
const pool = join(dir, 'pool');
mkdirSync('.tmp', { recursive: true });
const cases = await recordPool(process.env.DATABASE_URL ?? '', pool);
process.stdout.write(`${cases} rules on prepared people\n`);
const stryker = spawn('npx', ['stryker', 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'test', MUTATION_POOL: pool, MUTATION_DATABASE: process.env.DATABASE_URL },
});
const [code] = (await once(stryker, 'exit')) as [number | null];
process.exit(code ?? 1);
