import type { EventType } from '../types';

export type Endpoint = { kind: 'single'; type: EventType } | { kind: 'batch'; mode: 'live' | 'import' };

const single = (type: EventType): Endpoint => ({ kind: 'single', type });
const batch: Endpoint = { kind: 'batch', mode: 'live' };

const endpoints = new Map<string, Endpoint>([
  ['/v1/identify', single('identify')],
  ['/v1/i', single('identify')],
  ['/v1/track', single('track')],
  ['/v1/t', single('track')],
  ['/v1/page', single('page')],
  ['/v1/p', single('page')],
  ['/v1/screen', single('screen')],
  ['/v1/s', single('screen')],
  ['/v1/group', single('group')],
  ['/v1/g', single('group')],
  ['/v1/alias', single('alias')],
  ['/v1/a', single('alias')],
  ['/v1/batch', batch],
  ['/v1/b', batch],
  ['/b', batch],
  ['/v1/import', { kind: 'batch', mode: 'import' }],
]);

/** The ingestion endpoint at a path (without query), or undefined. */
export const endpointAt = (path: string): Endpoint | undefined =>
  endpoints.get(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
