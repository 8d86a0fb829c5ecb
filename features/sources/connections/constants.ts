/** The job that reads a source: defined by the ingest stage, enqueued here. */
export const RUN_JOB = 'sources.run';
