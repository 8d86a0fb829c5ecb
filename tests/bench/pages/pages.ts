import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { findChromium } from '@/tests/e2e/support/find-chromium';
import { startInstallation } from '@/tests/fault/installation';
import { percentiles } from '../lib/percentiles';
import { type Figure, printFigures } from '../lib/report';
import { signedIn, visit } from './visit';

const PLAIN = ['/', '/sources', '/imports', '/profiles', '/segments', '/destinations', '/consent', '/settings/team'];
const HEAVY = ['/segments/new'];

const option = (args: readonly string[], name: string, fallback = '') =>
  args.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;

/**
 * Pages of a running, built installation, best with the demo company: `--url=` with `--email=` and `--password=`. Then starts, kills and
 * stops an installation of its own.
 */
export async function benchPages(args: readonly string[]): Promise<void> {
  const url = option(args, 'url', 'http://localhost:3000');
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const context = await signedIn(browser, url, option(args, 'email', 'admin@example.com'), option(args, 'password'));
  const figures = [...(await firstBytes(context, url)), ...(await weights(context))];
  await browser.close();
  printFigures('Pages', figures);
  if (!args.includes('--no-start')) printFigures('Start and stop', await startAndStop());
}

async function firstBytes(context: BrowserContext, url: string): Promise<Figure[]> {
  const cookie = (await context.cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
  const time = async (path: string): Promise<number> => {
    const from = performance.now();
    const response = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' });
    const reader = response.body?.getReader();
    await reader?.read();
    const took = performance.now() - from;
    await reader?.cancel();
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    return took;
  };
  for (const path of PLAIN) await time(path);
  const alone: number[] = [];
  for (let i = 0; i < 15; i += 1) for (const path of PLAIN) alone.push(await time(path));
  const together: number[] = [];
  for (let i = 0; i < 25; i += 1)
    together.push(...(await Promise.all(Array.from({ length: 8 }, (_, n) => time(PLAIN[(i + n) % PLAIN.length] ?? '/')))));
  const [one, eight] = [percentiles(alone), percentiles(together)];
  const ms = (p: { p50: number; p95: number }) => `p50 ${p.p50.toFixed(1)}, p95 ${p.p95.toFixed(1)} ms`;
  return [
    { name: 'first byte, one at a time', value: ms(one), goal: 'p95 ≤ 60 ms', met: one.p95 <= 60 },
    { name: 'first byte, 8 at once', value: ms(eight), goal: 'p95 ≤ 150 ms', met: eight.p95 <= 150 },
  ];
}

async function weights(context: BrowserContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const path of [...PLAIN, ...HEAVY]) {
    const { lcpMs, cls, scriptKb } = await visit(context, path);
    const most = HEAVY.includes(path) || path === '/' ? 350 : 250;
    figures.push({
      name: path,
      value: `LCP ${(lcpMs / 1000).toFixed(2)} s, CLS ${cls.toFixed(3)}, ${scriptKb.toFixed(0)} kB of JavaScript`,
      goal: `1.2 s, 0.05, ${most} kB`,
      met: lcpMs <= 1200 && cls <= 0.05 && scriptKb <= most,
    });
  }
  return figures;
}

async function startAndStop(): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tessera-bench-start-'));
  await (await startInstallation(dir)).stop();
  const seconds = (from: number) => (performance.now() - from) / 1000;
  let from = performance.now();
  const first = await startInstallation(dir);
  const start = seconds(from);
  from = performance.now();
  first.kill('everything');
  await first.untilReady(60);
  const crash = seconds(from);
  from = performance.now();
  await first.stop();
  const stop = seconds(from);
  rmSync(dir, { recursive: true, force: true });
  return [
    { name: 'start of a built installation, with making two keys', value: `${start.toFixed(1)} s`, goal: '≤ 5 s', met: start <= 5 },
    { name: 'start after kill -9 of everything', value: `${crash.toFixed(1)} s`, goal: '≤ 3 s', met: crash <= 3 },
    { name: 'stop', value: `${stop.toFixed(1)} s`, goal: '≤ 1 s', met: stop <= 1 },
  ];
}
