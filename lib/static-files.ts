import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';

type StaticFile = { type: string; br: Buffer; gzip: Buffer };

/** URL path → file. Only what the build compressed is in it. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const PREFIX = '/_next/static/';
const types: Record<string, string> = { js: 'application/javascript; charset=UTF-8', css: 'text/css; charset=UTF-8' };

/** Reads the scripts and styles that the build has compressed, about 2 MB; a folder that is not there has none. */
export async function readStaticFiles(dir: string): Promise<StaticFiles> {
  const names = await readdir(dir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const present = new Set(names);
  const files = await Promise.all(
    names.map(async (name): Promise<[string, StaticFile] | undefined> => {
      const type = types[name.slice(name.lastIndexOf('.') + 1)];
      if (!type || !present.has(`${name}.br`) || !present.has(`${name}.gz`)) return undefined;
      const [br, gzip] = await Promise.all([readFile(join(dir, `${name}.br`)), readFile(join(dir, `${name}.gz`))]);
      return [PREFIX + name.split(sep).join('/'), { type, br, gzip }];
    }),
  );
  return new Map(files.filter((file) => file !== undefined));
}

/** The smallest form that the caller takes; a weight of 0 is a refusal. */
function encodingOf(accepted: string): 'br' | 'gzip' | undefined {
  const taken = new Set<string>();
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...params] = part.split(';').map((text) => text.trim());
    if (!params.some((param) => /^q=0(\.0*)?$/.test(param))) taken.add(name);
  }
  if (taken.has('br')) return 'br';
  return taken.has('gzip') ? 'gzip' : undefined;
}

/**
 * Answers a script or style from memory, compressed. The path must be one of the map's, letter by letter: no file name is ever made
 * of what was asked for.
 * @returns whether it has answered; what it does not have is Next's.
 */
export function answerStatic(files: StaticFiles, req: IncomingMessage, res: ServerResponse): boolean {
  if (req.method !== 'GET' || !req.url?.startsWith(PREFIX)) return false;
  const file = files.get(req.url.split('?', 1)[0] ?? '');
  const encoding = file && encodingOf(String(req.headers['accept-encoding'] ?? ''));
  if (!file || !encoding) return false;
  const body = file[encoding];
  res
    .writeHead(200, {
      'content-type': file.type,
      'content-encoding': encoding,
      'content-length': body.length,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    })
    .end(body);
  return true;
}
