import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { type Requirement, surfaces } from '@/features/access/permissions';
import { owner } from './support/sign-in';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ID = '01890000-0000-7000-8000-000000000000';

/** Where the tested server was built: told by whoever started it, or the build of the present sources. */
async function serverFolder(): Promise<string> {
  if (process.env.TESSERA_NEXT_DIR) return join(root, process.env.TESSERA_NEXT_DIR, 'server');
  const { currentBuild } = await import(join(root, 'scripts/lib/build-info.mjs'));
  return join(currentBuild().dir, 'next/server');
}

const manifest = async (name: string): Promise<Record<string, unknown>> => {
  const file = join(await serverFolder(), name);
  if (!existsSync(file)) throw new Error('There is no build of the present sources: run "npm run build" first.');
  return JSON.parse(readFileSync(file, 'utf8'));
};

type BuiltAction = { filename: string; exportedName: string; workers: Record<string, unknown> };

async function builtActions(): Promise<[string, BuiltAction][]> {
  const { node, edge } = (await manifest('server-reference-manifest.json')) as Record<string, Record<string, BuiltAction>>;
  return Object.entries({ ...node, ...edge });
}

const isOpen = (needs: Requirement): boolean => needs === 'public';
const asksForKey = (needs: Requirement): boolean => typeof needs === 'object' && 'scope' in needs;

/** `app/(console)/x/[id]/route.ts` → `/x/<an id>`. */
const addressOf = (file: string): string =>
  file
    .replace(/^app/, '')
    .replace(/\/route\.ts$/, '')
    .replace(/\/\([^)]+\)/g, '')
    .replace(/\[\.\.\.\w+\]/g, 'x')
    .replace(/\[\w+\]/g, ID);

test('the build has no action and no route that is not on the permission list', async () => {
  const actions = (await builtActions()).map(([, a]) => `${a.filename} ${a.exportedName}`);
  expect(actions.filter((name) => !(name in surfaces))).toEqual([]);
  const files = new Set(Object.keys(surfaces).map((name) => name.split(' ')[0]));
  const routes = Object.keys(await manifest('app-paths-manifest.json')).filter((path) => path.endsWith('/route'));
  const own = routes.filter((path) => !/\/(favicon\.ico|icon[^/]*|_not-found|_global-error)\/route$/.test(path));
  expect(own.filter((path) => !files.has(`app${path}.ts`))).toEqual([]);
});

test('without session or key every route refuses, and names no reason of its own', async ({ request }) => {
  for (const [name, needs] of Object.entries(surfaces)) {
    const [file = '', method = ''] = name.split(' ');
    if (!file.startsWith('app/') || isOpen(needs)) continue;
    const answer = await request.fetch(addressOf(file), { method, data: method === 'GET' ? undefined : '{}', maxRedirects: 0 });
    const expected = asksForKey(needs) || method === 'GET' ? 401 : 403;
    expect([name, answer.status(), answer.headers()['content-type']]).toEqual([name, expected, 'application/problem+json']);
  }
});

test('from another site, or without saying from where, no action runs', async ({ request }) => {
  for (const [id, action] of await builtActions()) {
    const page = Object.keys(action.workers)[0] ?? '';
    const path = addressOf(page.replace(/\/page$/, '/route.ts')) || '/';
    for (const origin of [{}, { origin: 'null' }, { origin: 'https://evil.example' }]) {
      const answer = await request.post(path, {
        headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8', ...(origin as Record<string, string>) },
        data: '[{}]',
        maxRedirects: 0,
      });
      const text = await answer.text();
      expect([action.exportedName, text.includes('"ok":true')]).toEqual([action.exportedName, false]);
    }
  }
});

test('no header talks its way round the gate', async ({ request, baseURL }) => {
  const subrequest = Array(5).fill('proxy').join(':');
  const tricks: Record<string, string>[] = [
    { 'x-middleware-subrequest': subrequest },
    { 'x-middleware-subrequest': Array(5).fill('middleware').join(':') },
    { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' },
    { 'next-router-prefetch': '1', rsc: '1' },
    { 'x-forwarded-host': 'localhost', 'x-rewrite-url': '/settings/team' },
  ];
  for (const headers of tricks) {
    for (const path of ['/settings/team', '//settings/team', '/settings%2fteam', '/en/settings/team']) {
      const text = await (await request.get(`${baseURL}${path}`, { headers, maxRedirects: 0 })).text();
      expect([path, text.includes(owner.email)]).toEqual([path, false]);
    }
    expect((await request.get('/api/internal/audit', { headers })).status()).toBe(401);
  }
});

test('unreadable action bodies are refused, and the server lives on', async ({ request }) => {
  const [id] = (await builtActions())[0] ?? [''];
  const bodies = [
    '',
    '$1:__proto__:then',
    '[{"then":"$1:__proto__:then"}]',
    '["$K1"]',
    '["$@0"]',
    `[${'['.repeat(20_000)}`,
    '{"__proto__":{}}',
  ];
  for (const body of bodies) {
    const headers = { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' };
    const answer = await request.post('/sign-in', { headers, data: body, maxRedirects: 0, failOnStatusCode: false });
    expect((await answer.text()).includes('"ok":true')).toBe(false);
  }
  expect((await request.get('/sign-in')).status()).toBe(200);
});
