import { startServer } from '@/server';
import { runChild } from '../lib/child';

await runChild(() => startServer());
