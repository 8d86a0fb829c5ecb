/**
 * `npm run fault:kill -- --rounds 50`: an installation of its own, under load, whose web, worker and PostgreSQL processes are
 * killed (SIGKILL) at random. Outside the product it records every event as sent, acknowledged or unknown, and at the end
 * checks: each acknowledged event stored exactly once, each unknown one at most once, none doubled, sums right. Prints a verdict.
 */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startInstallation } from './installation';
import { startLoad } from './load';
import { seeded } from './seeded';
import { verify } from './verify';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const say = (line: string) => void process.stdout.write(`${line}\n`);

const random = seeded(Number(values.seed));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const dir = mkdtempSync(join(tmpdir(), 'tessera-fault-'));
const installation = await startInstallation(dir);
const journal = join(dir, 'journal.jsonl');
const load = startLoad({
  url: installation.url,
  writeKey: installation.writeKey,
  record: (entry) => appendFileSync(journal, `${JSON.stringify(entry)}\n`),
});
const victims = ['web', 'worker', 'postgres', 'everything'] as const;
const kills: Record<string, number> = {};

let failed = false;
try {
  for (let round = 1; round <= rounds; round += 1) {
    await pause(300 + random() * 1_700);
    const victim = victims[Math.floor(random() * victims.length)] ?? 'web';
    installation.kill(victim);
    await pause(150);
    kills[victim] = (kills[victim] ?? 0) + 1;
    const seconds = await installation.untilReady(60);
    say(
      `round ${round}/${rounds}: killed ${victim}, ready again after ${seconds.toFixed(1)} s, ${load.counts().acknowledged} acknowledged so far`,
    );
  }
  await load.stop();
  await installation.untilDrained(120);
  const verdict = await verify(installation.url, installation.database(), load.events());
  const { sent, acknowledged, unknown } = load.counts();
  say('');
  say(
    `kills: ${Object.entries(kills)
      .map(([name, n]) => `${name} ${n}`)
      .join(', ')}`,
  );
  say(`events: ${sent} sent, ${acknowledged} acknowledged, ${unknown} unknown, ${verdict.stored} stored`);
  for (const line of verdict.faults) say(`FAULT ${line}`);
  failed = verdict.faults.length > 0;
  say(failed ? 'VERDICT: failed' : 'VERDICT: passed: every acknowledged event is stored exactly once, none is doubled');
} catch (error) {
  failed = true;
  say(`VERDICT: failed: ${(error as Error).stack}`);
} finally {
  await load.stop();
  await installation.stop();
  if (values.keep || failed) say(`Kept: ${dir}`);
  else rmSync(dir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
