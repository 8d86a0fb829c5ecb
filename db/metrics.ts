import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AggregatorRegistry, type MetricObject } from 'prom-client';
import { env } from '@/lib/env';
import { metricsRegistry } from '@/lib/metrics';
import { sql } from './client';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** With METRICS_TOKEN: who shows it. Without: callers on this machine, unless a proxy speaks for somebody else. */
export function mayReadMetrics(req: IncomingMessage): boolean {
  const token = env().METRICS_TOKEN;
  if (!token) return LOOPBACK.has(req.socket.remoteAddress ?? '') && req.headers['x-forwarded-for'] === undefined;
  const given = Buffer.from(req.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

type Labelled = MetricObject & { values: { labels: Record<string, string | number> }[] };

/** Copies, because the registry hands out its own objects. */
const labelled = (metrics: readonly MetricObject[], process: string) =>
  (metrics as Labelled[]).map((metric) => ({
    ...metric,
    values: metric.values.map((value) => ({ ...value, labels: { ...value.labels, process } })),
  }));

/** The metrics of this process and of every living worker in Prometheus' text form, told apart by the label `process`. */
export async function allMetrics(): Promise<string> {
  const own = labelled((await metricsRegistry().getMetricsAsJSON()) as unknown as MetricObject[], 'web');
  const workers = await sql()<{ metrics: MetricObject[]; n: number }[]>`
    select metrics, row_number() over (order by started_at)::int as n from worker_heartbeats
    where metrics is not null and seen_at > now() - interval '15 seconds'`.catch(() => []);
  const all = [own, ...workers.map(({ metrics, n }) => labelled(metrics, n === 1 ? 'worker' : `worker-${n}`))];
  return AggregatorRegistry.aggregate(all as never).metrics();
}
