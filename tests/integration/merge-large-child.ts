import { mergeLargeJob } from '@/worker/pipeline/merge-large';
import { runJobs } from './run-jobs';

/** A worker process of its own that does nothing but large merges: the test kills it in the middle. */
await runJobs(process.env.DATABASE_URL ?? '', [mergeLargeJob]);
process.exit(0);
