import type { ReactNode } from 'react';

/** What erasure and the access package show on a request's page: before, during and after the run. */
export type RunParts = { impact: ReactNode; progress: ReactNode; result: ReactNode };
