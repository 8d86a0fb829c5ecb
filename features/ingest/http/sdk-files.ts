import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appUrl } from '@/lib/env';
import { sdkSettings } from '../core/sdk-settings';
import { failure } from './answers';
import { ingestStore } from './store';
import type { IngestAnswer, IngestRequest } from './types';

const SETTINGS = /^\/v1\/projects\/([\w.~-]+)\/settings\/?$/;
const BUNDLE = /^\/analytics\.js\/v1\/[^/]+\/analytics\.min\.js$/;
const CHUNK = /^\/analytics-next\/bundles\/([\w.-]+\.js)$/;
const STANDALONE = 'standalone.js';

type SdkFile = { plain: Buffer; gzip: Buffer | null; etag: string };

/** The browser SDK's script, its chunks and its settings, so that a page needs no host but ours. 404 for anything else. */
export async function sdkAnswer(request: IngestRequest): Promise<IngestAnswer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return failure('not_found');
  const writeKey = SETTINGS.exec(request.path)?.[1];
  if (writeKey !== undefined) return settingsAnswer(writeKey);
  if (BUNDLE.test(request.path)) return fileAnswer(request, STANDALONE, 'public, max-age=300');
  const chunk = CHUNK.exec(request.path)?.[1];
  // Chunks carry a hash of their content in the name.
  if (chunk !== undefined) return fileAnswer(request, chunk, 'public, max-age=31536000, immutable');
  return failure('not_found');
}

async function settingsAnswer(writeKey: string): Promise<IngestAnswer> {
  const source = await ingestStore().keys.find(writeKey);
  if (!source) return { ...failure('unknown_write_key'), status: 404 };
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=60',
      'cross-origin-resource-policy': 'cross-origin',
    },
    body: JSON.stringify(sdkSettings({ writeKey, appUrl: appUrl(), enabled: source.enabled })),
  };
}

async function fileAnswer(request: IngestRequest, name: string, cacheControl: string): Promise<IngestAnswer> {
  const file = (await sdkFiles()).get(name);
  if (!file) return failure('not_found');
  const headers: Record<string, string> = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': cacheControl,
    etag: file.etag,
    vary: 'Accept-Encoding',
    'cross-origin-resource-policy': 'cross-origin',
  };
  if (request.header('if-none-match') === file.etag) return { status: 304, headers, body: '' };
  if (file.gzip && /\bgzip\b/.test(request.header('accept-encoding') ?? '')) {
    return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: file.gzip };
  }
  return { status: 200, headers, body: file.plain };
}

let files: Promise<Map<string, SdkFile>> | undefined;

/** The scripts of the pinned package, unmodified, read once (about 250 kB). Only names of this list are ever served. */
function sdkFiles(): Promise<Map<string, SdkFile>> {
  files ??= readSdkFiles().catch((error: unknown) => {
    files = undefined;
    throw error;
  });
  return files;
}

async function readSdkFiles(): Promise<Map<string, SdkFile>> {
  const dir = join(process.cwd(), 'node_modules', '@segment', 'analytics-next', 'dist', 'umd');
  const names = await readdir(dir);
  const scripts = names.filter((n) => n === STANDALONE || n.includes('.bundle.')).filter((n) => n.endsWith('.js'));
  const read = async (name: string): Promise<[string, SdkFile]> => {
    const plain = await readFile(join(dir, name));
    const gzip = names.includes(`${name}.gz`) ? await readFile(join(dir, `${name}.gz`)) : null;
    return [name, { plain, gzip, etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"` }];
  };
  return new Map(await Promise.all(scripts.map(read)));
}
