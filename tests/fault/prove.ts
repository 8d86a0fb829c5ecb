/**
 * `npm run prove -- NAME`: starts an installation of its own, does what the name says with it, prints figures and a verdict. Ends with 1 when
 * what is claimed is not so. `--keep` leaves the installation's folder, `--seed N` repeats the random choices of a run.
 */
import './prove-env';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { proofs } from './proofs/registry';
import type { ProofContext } from './proofs/types';
import { proveDir as dir } from './prove-env';
import { seeded } from './seeded';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const { values, positionals } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    rows: { type: 'string' },
  },
  allowPositionals: true,
});
const name = positionals[0] ?? '';
const proof = proofs[name];
if (!proof) {
  say(
    `Which proof? npm run prove -- NAME, one of:\n${Object.entries(proofs)
      .map(([key, { claim }]) => `  ${key.padEnd(18)} ${claim}`)
      .join('\n')}`,
  );
  process.exit(2);
}

const faults: string[] = [];
const context: ProofContext = {
  dir,
  say,
  random: seeded(Number(values.seed)),
  rounds: (values.rounds ?? values.rows) === undefined ? undefined : Number(values.rounds ?? values.rows),
  fault: (line) => {
    faults.push(line);
    say(`FAULT ${line}`);
  },
};
say(`${name}: ${proof.claim}`);
try {
  await proof.run(context);
} catch (error) {
  context.fault((error as Error).stack ?? String(error));
}
say(faults.length === 0 ? `VERDICT ${name}: holds` : `VERDICT ${name}: DOES NOT HOLD (${faults.length})`);
if (values.keep || faults.length > 0) say(`Kept: ${dir}`);
else rmSync(dir, { recursive: true, force: true });
process.exit(faults.length === 0 ? 0 : 1);
