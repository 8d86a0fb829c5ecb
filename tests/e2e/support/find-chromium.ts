import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PACKAGE_VERSION = '143.0.4';
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, else (or with CHROMIUM_PATH=package) the one that an npm package ships, unpacked once. Nothing is downloaded. */
export async function findChromium(): Promise<string> {
  const own = [process.env.CHROMIUM_PATH, ...INSTALLED].find((path) => path && existsSync(path));
  if (own && process.env.CHROMIUM_PATH !== 'package') return own;
  // The package takes whatever lies at $TMPDIR/chromium, and brings libraries that a bare system lacks only when told so.
  const dir = join(tmpdir(), `tessera-chromium-${PACKAGE_VERSION}-${process.getuid?.() ?? 0}`);
  mkdirSync(dir, { recursive: true });
  const kept = process.env.TMPDIR;
  process.env.CODEBUILD_BUILD_IMAGE = 'nodejs20';
  process.env.TMPDIR = dir;
  const { default: chromium } = await import('@sparticuz/chromium');
  chromium.setGraphicsMode = false;
  const path = await chromium.executablePath();
  if (kept === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = kept;
  return path;
}
