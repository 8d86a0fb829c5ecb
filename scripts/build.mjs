import './lib/require-node.mjs';
import { ensureBuild } from './lib/ensure-build.mjs';

try {
  const dir = await ensureBuild((line) => process.stdout.write(`${line}\n`));
  process.stdout.write(`Built in ${dir}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
