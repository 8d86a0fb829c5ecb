import { connect, type Sql } from '@/db/client';
import { listWriteKeys } from '@/features/sources/data/list-write-keys';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import type { Bucket } from '../core/token-bucket';
import { namesErased } from '../data/erased';
import { appendLines, countSuppressed, recordRejects } from '../mutations';
import type { RejectRow } from '../types';
import { type GroupCommit, groupCommit } from './group-commit';
import { type KeyCache, keyCache } from './key-cache';

const COMMIT_TIMEOUT_MS = 10_000;
const MB = 1024 * 1024;

/** What one request wants written: rows encoded for COPY (null: none), and refused events. */
export type Accepted = { lines: Buffer | null; rejects: RejectRow[] };

/** What all requests of the process share, whichever bundle of the code they come through. */
export type IngestStore = {
  commits: GroupCommit<Accepted>;
  keys: KeyCache;
  buckets: Map<string, Bucket>;
  /** Bytes of bodies being read or parsed. */
  bodyBytes: number;
  stop(): Promise<void>;
};

const shared = globalThis as { __tesseraIngest?: IngestStore };

/** The process's ingestion state, made on first use. Its own connections: a slow page never delays an event. */
export function ingestStore(): IngestStore {
  shared.__tesseraIngest ??= makeStore();
  return shared.__tesseraIngest;
}

/** Waits for commits under way and closes ingestion's connections. */
export async function stopIngest(): Promise<void> {
  const store = shared.__tesseraIngest;
  delete shared.__tesseraIngest;
  await store?.stop();
}

function makeStore(): IngestStore {
  let client = open();
  // A server that hangs must not hold requests for ever: answer 503 and start over with a new connection.
  async function bounded<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const used = client;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (client === used) client = open();
        used.end({ timeout: 0 }).catch(() => undefined);
        reject(Object.assign(new Error('The database did not answer in time'), { code: 'CONNECT_TIMEOUT' }));
      }, COMMIT_TIMEOUT_MS);
    });
    try {
      return await Promise.race([work(used), late]);
    } finally {
      clearTimeout(timer);
    }
  }
  const commits = groupCommit<Accepted>({
    write: (items) => bounded((sql) => commit(sql, items)),
    isOutage,
    maxGroup: { items: 2_000, bytes: 8 * MB },
    maxWaiting: { items: 20_000, bytes: 64 * MB },
  });
  return {
    commits,
    keys: keyCache(() => bounded(listWriteKeys)),
    buckets: new Map(),
    bodyBytes: 0,
    stop: async () => {
      await commits.idle();
      await client.end({ timeout: 2 });
    },
  };
}

function open(): Sql {
  const url = env().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set: start with "npm start", or set it to a PostgreSQL 15 or later.');
  return connect(url, {
    max: 2,
    connect_timeout: 3,
    backoff: () => 0.25,
    connection: { application_name: 'tessera ingest', TimeZone: 'UTC' },
  });
}

async function commit(sql: Sql, items: readonly Accepted[]): Promise<void> {
  const rejects = items.flatMap((i) => i.rejects);
  const lines = items.map((i) => i.lines).filter((l) => l !== null);
  await sql.begin(async (tx) => {
    const erased = await namesErased(
      tx,
      rejects.map(({ raw }) => ({ text: raw })),
    );
    await recordRejects(
      tx,
      rejects.filter((_, n) => !erased.has(n)),
    );
    await countSuppressed(
      tx,
      rejects.filter((_, n) => erased.has(n)),
    );
    if (lines.length > 0) await appendLines(tx, lines);
  });
}

/** Whether the database itself is away (connection, shut-down, resources), rather than the rows being at fault. */
function isOutage(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause as unknown as Error) {
    const code = String((e as { code?: unknown }).code ?? '');
    if (/^(CONN|ECONN|EPIPE|ETIMEDOUT|ENOENT|08|28|3D|53|55|57|58)/.test(code)) return true;
  }
  log.error({ err: error }, 'A group of accepted requests could not be written');
  return false;
}
