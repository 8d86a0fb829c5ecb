import { besideDatabase } from './lib/database';

/** The benches by name: `npm run bench -- NAME [--quick] [--keep=DIR]`. Each prints its figures as Markdown. */
const benches: Record<string, (args: readonly string[]) => Promise<void>> = {
  process: async (args) => (await import('./process/process')).benchProcess(args),
  segments: async (args) => (await import('./segments/segments')).benchSegments(args),
  ingest: async (args) => (await import('./ingest/accept')).benchAccept(args),
  pages: async (args) => (await import('./pages/pages')).benchPages(args),
  model: async (args) => (await import('./model/model')).benchModel(args),
  read: async (args) => (await import('./read/read')).benchRead(args),
};

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  process.stderr.write(`Which bench? One of: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
/** Those that need no database beside them: they measure a whole installation with its own, or plain computing. */
const ALONE = ['pages', 'model'];
if (process.env.BENCH_DATABASE_PID === undefined && !ALONE.includes(name)) process.exit(await besideDatabase([name, ...args]));
await bench(args);
if (!args.some((a) => a.startsWith('--role='))) process.exit(0);
