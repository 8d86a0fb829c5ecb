import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { v1Routes } from '@/app/api/openapi.json/v1-routes';
import { surfaceOf } from '@/features/access/core/gated';
import { surfaces } from '@/features/access/permissions';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const SETTINGS = ['dynamic', 'dynamicParams', 'fetchCache', 'maxDuration', 'preferredRegion', 'revalidate', 'runtime'];

const root = new URL('../../', import.meta.url).pathname;
const find = (folder: string, name: RegExp): string[] =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file}`)
    .filter((file) => name.test(file))
    .sort();
const read = (file: string): string => readFileSync(root + file, 'utf8');

const routeFiles = find('app', /\/route\.ts$/);
const actionFiles = find('features', /\/actions(\/[^/]+)?\.ts$/);

const load = (file: string): Promise<Record<string, unknown>> => import(/* @vite-ignore */ root + file);
const found = (
  await Promise.all(
    [...routeFiles, ...actionFiles].map(async (file) => {
      const names = Object.entries(await load(file)).filter(([name]) => !SETTINGS.includes(name));
      return names.map(([name, value]) => ({ name: `${file} ${name}`, file, export: name, surface: surfaceOf(value) }));
    }),
  )
).flat();

test('there is something to check', () => {
  expect(found.length).toBeGreaterThan(10);
});

test('every route and action came from the gate', () => {
  expect(found.filter((f) => !f.surface).map((f) => f.name)).toEqual([]);
});

test('every route and action is on the permission list, and asks for what the list says', () => {
  const real = Object.fromEntries(found.map((f) => [f.name, f.surface?.permission]));
  expect(Object.fromEntries(Object.keys(real).map((name) => [name, surfaces[name]]))).toEqual(real);
});

test('nothing is on the permission list that does not exist', () => {
  const names = new Set(found.map((f) => f.name));
  expect(Object.keys(surfaces).filter((name) => !names.has(name))).toEqual([]);
});

test('routes export only methods, made by defineRoute', () => {
  const wrong = found.filter((f) => routeFiles.includes(f.file) && !(METHODS.includes(f.export) && f.surface?.kind === 'route'));
  expect(wrong.map((f) => f.name)).toEqual([]);
});

test('anonymous surfaces are few and known', () => {
  const open = found.filter((f) => f.surface?.permission === 'public').map((f) => f.name);
  // A new one needs a reason, and a line here.
  const known = [
    'app/(auth)/sign-out/route.ts POST',
    'app/(public)/data-package/[token]/route.ts GET',
    'app/(public)/language/route.ts POST',
    'app/(public)/mail/link/[token]/route.ts GET',
    'app/(public)/mail/open/[token]/route.ts GET',
    'app/(public)/privacy-request/confirm/route.ts POST',
    'app/(public)/privacy-request/send/route.ts POST',
    'app/(public)/unsubscribe/[token]/route.ts GET',
    'app/(public)/unsubscribe/[token]/route.ts POST',
    'app/api/[[...missing]]/route.ts DELETE',
    'app/api/[[...missing]]/route.ts GET',
    'app/api/[[...missing]]/route.ts PATCH',
    'app/api/[[...missing]]/route.ts POST',
    'app/api/[[...missing]]/route.ts PUT',
    'app/api/auth/[...nextauth]/route.ts GET',
    'app/api/auth/[...nextauth]/route.ts POST',
    'app/api/erasure-key/route.ts GET',
    'app/api/hooks/[id]/route.ts POST',
    'app/api/openapi.json/route.ts GET',
    'app/api/public/preferences/[token]/route.ts POST',
    'app/api/segment-rule.schema.json/route.ts GET',
    'features/access/actions.ts acceptInviteAction',
    'features/access/actions.ts checkTokenAction',
    'features/access/actions.ts forgotPasswordAction',
    'features/access/actions.ts resetPasswordAction',
  ];
  const ingestion = (name: string) => /^app\/(v1|b|analytics[^/]*|next-integrations)\//.test(name);
  expect(open.filter((name) => !ingestion(name)).sort()).toEqual(known);
});

test('the OpenAPI document has every route of the API', () => {
  const folders = routeFiles.filter((f) => f.startsWith('app/api/v1/'));
  const paths = folders.map((f) => f.replace(/^app/, '').replace('/route.ts', '').replaceAll('[', '{').replaceAll(']', '}'));
  expect(Object.keys(v1Routes).sort()).toEqual(paths.sort());
});

describe('server actions live in actions.ts only, and there only as defineAction', () => {
  const sources = ['app', 'features', 'components', 'plugins', 'lib'].flatMap((folder) => find(folder, /\.tsx?$/));

  test('no other file has them', () => {
    const withActions = sources.filter((file) => /^\s*['"]use server['"]/m.test(read(file)));
    expect(withActions.filter((file) => !actionFiles.includes(file))).toEqual([]);
  });

  test.each(actionFiles)('%s', (file) => {
    const text = read(file);
    expect(text).toMatch(/^'use server';/);
    const exported = text.split('\n').filter((line) => line.startsWith('export'));
    expect(exported.filter((line) => !/^export const \w+Action = defineAction(<.*>)?\(/.test(line))).toEqual([]);
  });
});

test('pages and layouts decide nothing about access and reach no data themselves', () => {
  const pages = find('app', /\/(page|layout|template|default)\.tsx$/);
  const reaching = pages.filter((file) => /from '@\/(db|features\/[\w-]+\/(data|mutations|authenticate))[/']/.test(read(file)));
  expect(reaching).toEqual([]);
});
