import { startWorker } from '@/worker';
import { runChild } from '../lib/child';

await runChild(startWorker);
