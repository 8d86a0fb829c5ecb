import { runImportJob } from '@/features/ingest/imports/jobs/run-import';
import { runJobs } from '../run-jobs';

/** A worker process of its own that does nothing but imports: the test kills it in the middle. */
await runJobs(process.env.DATABASE_URL ?? '', [runImportJob]);
process.exit(0);
