/** The way of an erasure, in order. Each step is repeatable; the row of the erasure says which one is under way. */
export const erasureSteps = ['suppress', 'rows', 'content', 'files', 'destinations', 'certificate'] as const;

/** Rows of one table that one transaction deletes. */
export const CHUNK_ROWS = 10_000;

/** How long until destinations are looked at again. */
export const LOOK_AGAIN_MS = 5_000;

/** Stands where an identifier stood in a text that is kept. */
export const ERASED = '[erased]';

/** Only one certificate at a time follows the one before. */
export const CERTIFICATE_LOCK = 7_350_042;

export const LEDGER_FILE = 'erasure-ledger.jsonl';
