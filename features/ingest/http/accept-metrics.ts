import { counter } from '@/lib/metrics';

const requests = () =>
  counter({ name: 'tessera_ingest_requests_total', help: 'Requests for ingestion, by status of the answer', labelNames: ['status'] });

/** Counts one answered request. */
export const countRequest = (status: number): void => requests().inc({ status: String(status) });
