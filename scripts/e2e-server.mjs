/** The installation that the browser tests use: the product as `npm start` runs it, in a data folder that is thrown away. */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { root } from './lib/bundle.mjs';
import { ensureBuild } from './lib/ensure-build.mjs';

process.chdir(root);
const dataDir = process.env.DATA_DIR;
if (!dataDir?.startsWith(tmpdir())) throw new Error('The browser tests use a temporary DATA_DIR only');
delete process.env.DATABASE_URL;

const dir = await ensureBuild();
process.env.TESSERA_NEXT_DIR = `${dir.slice(root.length + 1)}/next`;
const { main } = await import(`${dir}/supervisor.mjs`);
const installation = await main({ mode: 'production', build: dir, web: `${dir}/web.mjs` });
await installation?.stopped;
rmSync(dataDir, { recursive: true, force: true });
