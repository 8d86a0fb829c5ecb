import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Package = { version: string; resolved?: string; hasInstallScript?: boolean; link?: boolean };
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> };
const own = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;

/** The oldest versions without known holes, with the advisory that set each. */
const floors = [
  ['next', '16.4.5', 'CVE-2026-119347, image optimiser; CVE-2025-55182 and its follow-ups'],
  ['next-auth', '4.24.15', 'four advisories of July 2026'],
  ['drizzle-orm', '0.45.2', 'CVE-2026-39356, escaping of identifiers'],
  ['sharp', '0.35.5', 'CVE-2026-96889, CVE-2026-119347'],
] as const;

const parts = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);
function isAtLeast(version: string, floor: string): boolean {
  const [a, b] = [parts(version), parts(floor)];
  const i = a.findIndex((n, at) => n !== b[at]);
  return i === -1 || (a[i] ?? 0) > (b[i] ?? 0);
}

const versionsOf = (name: string) =>
  Object.entries(lock.packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, { version }]) => version);

describe('versions', () => {
  it.each(floors)('%s is at least %s (%s)', (name, floor) => {
    expect(versionsOf(name).filter((version) => !isAtLeast(version, floor))).toEqual([]);
  });

  it('are exact in package.json', () => {
    const given = Object.entries({ ...own.dependencies, ...own.devDependencies });
    expect(given.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('in the lock come from the registry, without an address', () => {
    expect(Object.entries(lock.packages).filter(([path, p]) => path !== '' && (p.resolved !== undefined || p.link))).toEqual([]);
  });

  it('with scripts at installation are on the list that says whether they may run', () => {
    const withScripts = Object.entries(lock.packages).filter(([, p]) => p.hasInstallScript);
    const names = withScripts.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(names.filter((name) => own.allowScripts?.[name] === undefined)).toEqual([]);
  });
});
