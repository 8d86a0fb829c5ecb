/** A record longer than this is a fault of the file (usually a quote never closed), not data. Also the ingestion limit of one event. */
export const MAX_RECORD_BYTES = 32 * 1024;
/** How many lines a quoted value may run over before its quote counts as never closed. */
export const MAX_RECORD_LINES = 200;
/** Rows handed to the inbox in one transaction. */
export const CHUNK_ROWS = 1000;
/** Largest file taken, in bytes. */
export const MAX_FILE_BYTES = 2 * 1024 ** 3;
export const PREVIEW_ROWS = 20;
export const CHECK_JOB = 'imports.check';
export const RUN_JOB = 'imports.run';
