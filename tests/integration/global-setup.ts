import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { connect } from '@/db/client';
import { startEmbedded } from '@/db/embedded/server';
import { migrate } from '@/db/migrate';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: { url: string; socketDir: string };
  }
}

/** One database server a run, in its own temporary folder, with a migrated template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'tessera-test-'));
  chmodSync(dir, 0o755);
  const server = await startEmbedded({ dataDir: join(dir, 'db'), durable: false, maxConnections: 300, logFile: join(dir, 'postgres.log') });
  const stop = async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    process.env.DATABASE_SOCKET = server.socketDir;
    const admin = connect(server.url('postgres'), { max: 1 });
    await admin`create database tessera_template`;
    await migrate(server.url('tessera_template'));
    await admin.end();
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('testServer', { url: server.url('postgres'), socketDir: server.socketDir });
  return stop;
}
