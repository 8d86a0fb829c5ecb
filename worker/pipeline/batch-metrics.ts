import { counter, histogram } from '@/lib/metrics';
import type { BatchResult } from './run-batch';

/** Counts a batch for the metrics endpoint. */
export function countBatch(lane: number, result: BatchResult): void {
  const events = counter({
    name: 'tessera_pipeline_events_total',
    help: 'Events processed, by what became of them',
    labelNames: ['outcome'],
  });
  events.inc({ outcome: 'stored' }, result.stored);
  events.inc({ outcome: 'duplicate' }, result.duplicates);
  events.inc({ outcome: 'suppressed' }, result.suppressed);
  events.inc({ outcome: 'rejected' }, result.rejected);
  counter({ name: 'tessera_pipeline_batches_total', help: 'Batches processed, by lane', labelNames: ['lane'] }).inc({ lane });
  const stages = histogram({
    name: 'tessera_pipeline_stage_seconds',
    help: 'Time of each stage of a batch',
    labelNames: ['stage'],
    buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  });
  for (const [stage, ms] of Object.entries(result.times)) stages.observe({ stage }, ms / 1000);
}

/** Counts a batch that failed and will be tried again. */
export function countFailure(lane: number): void {
  counter({ name: 'tessera_pipeline_failures_total', help: 'Batches that failed and were tried again, by lane', labelNames: ['lane'] }).inc(
    { lane },
  );
}
