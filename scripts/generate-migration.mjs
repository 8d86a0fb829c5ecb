/**
 * Makes a migration from db/schema: `node scripts/generate-migration.mjs NAME`, or `--fresh` to make the first two anew
 * (only before a release: it keeps the hand-written 0001_foundations.sql).
 * drizzle-kit knows no partitions, so PARTITION BY is added to the statements that create the tables listed here.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const DIR = 'db/migrations';
const PARTITIONED = { inbox: 'RANGE ("seq")', events: 'RANGE ("occurred_at")', message_keys: 'HASH ("event_id")' };
const kit = (...args) => execFileSync('npx', ['drizzle-kit', 'generate', ...args], { stdio: 'inherit' });

function addPartitions(file) {
  let text = readFileSync(file, 'utf8');
  for (const [table, by] of Object.entries(PARTITIONED)) {
    text = text.replace(new RegExp(`(CREATE TABLE "${table}" \\([\\s\\S]*?\\n\\));`), `$1 PARTITION BY ${by};`);
  }
  writeFileSync(file, text);
}

const name = process.argv[2];
if (!name) throw new Error('Give a name: node scripts/generate-migration.mjs NAME');
if (name === '--fresh') {
  const foundations = `${DIR}/0001_foundations.sql`;
  const kept = existsSync(foundations) ? readFileSync(foundations, 'utf8') : '';
  rmSync(DIR, { recursive: true, force: true });
  kit('--name', 'init');
  addPartitions(`${DIR}/0000_init.sql`);
  kit('--custom', '--name', 'foundations');
  if (kept) writeFileSync(foundations, kept);
} else {
  kit('--name', name);
  const newest = readdirSync(DIR)
    .filter((f) => f.endsWith('.sql'))
    .sort()
    .at(-1);
  addPartitions(`${DIR}/${newest}`);
}
