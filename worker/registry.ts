import type { AnyJob } from '@/db/jobs';
import { checkImportJob } from '@/features/ingest/imports/jobs/check-import';
import { runImportJob } from '@/features/ingest/imports/jobs/run-import';
import { knownIdentifiers } from './known-identifiers';
import { startLanes } from './lanes';

/** A part of the worker that runs until it is stopped. */
export type Loop = { name: string; start(): { stop(): Promise<void> } | Promise<{ stop(): Promise<void> }> };

/** Every features/.../jobs.ts. */
export const jobs: readonly AnyJob[] = [checkImportJob(knownIdentifiers), runImportJob];

/** Everything that runs beside the jobs: the lanes, the clock, the sender. */
export const loops: readonly Loop[] = [{ name: 'lanes', start: startLanes }];
