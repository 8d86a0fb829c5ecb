import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

type Shared = { __tesseraMetrics?: Registry };

function makeRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'tessera_' });
  return registry;
}

/** The process's metrics, shared by all bundles of the process. Labels hold names of ours only: no ids of people, no input. */
export function metricsRegistry(): Registry {
  const shared = globalThis as Shared;
  shared.__tesseraMetrics ??= makeRegistry();
  return shared.__tesseraMetrics;
}

type Options<L extends string> = { name: `tessera_${string}`; help: string; labelNames?: readonly L[] };

/** The counter of this name, made on first use. */
export function counter<L extends string = never>(options: Options<L>): Counter<L> {
  const found = metricsRegistry().getSingleMetric(options.name) as Counter<L> | undefined;
  return found ?? new Counter<L>({ ...options, registers: [metricsRegistry()] });
}

/** The gauge of this name, made on first use. */
export function gauge<L extends string = never>(options: Options<L>): Gauge<L> {
  const found = metricsRegistry().getSingleMetric(options.name) as Gauge<L> | undefined;
  return found ?? new Gauge<L>({ ...options, registers: [metricsRegistry()] });
}

/** The histogram of this name, made on first use; durations are in seconds. */
export function histogram<L extends string = never>(options: Options<L> & { buckets?: number[] }): Histogram<L> {
  const found = metricsRegistry().getSingleMetric(options.name) as Histogram<L> | undefined;
  return found ?? new Histogram<L>({ ...options, registers: [metricsRegistry()] });
}
