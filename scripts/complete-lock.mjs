/**
 * Adds the optional binaries of other systems to package-lock.json, with no addresses: npm leaves out what the local
 * registry does not offer, and `npm ci` then refuses the lock. Run after each `npm install`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
const SYSTEMS = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openbsd', 'netbsd', 'openharmony', 'aix', 'sunos'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64'];
const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const { packages } = lock;

/** Whether `name` resolves from the package at `from`, walking up the node_modules folders as Node does. */
function isResolved(from, name) {
  for (let dir = from; ; ) {
    if (packages[`${dir ? `${dir}/` : ''}node_modules/${name}`]) return true;
    if (!dir) return false;
    const parent = dir.lastIndexOf('/node_modules/');
    dir = parent < 0 ? '' : dir.slice(0, parent);
  }
}

let added = 0;
for (const [at, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const words = name.split(/[/-]/);
    const os = SYSTEMS.find((s) => words.includes(s));
    if (!os || !/^\d/.test(version) || isResolved(at, name)) continue;
    const cpu = PROCESSORS.find((p) => words.includes(p)) ?? (/-arm/.test(name) ? 'arm' : undefined);
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      ...(/musl/.test(name) && { libc: ['musl'] }),
      optional: true,
      os: [os],
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} entries added to ${FILE}\n`);
