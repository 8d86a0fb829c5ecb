import { MAX_FILE_BYTES } from '../imports/constants';

/** Most bytes of one file, as it comes and unpacked. */
export const MAX_PULLED_BYTES = MAX_FILE_BYTES;
/** Rows of a file handed over in one transaction. */
export const PULL_CHUNK_ROWS = 1_000;
/** Rows whose result is shown while mapping. */
export const PREVIEW_ROWS = 3;
/** A file changed less than this ago is left to whoever is writing it. */
export const QUIET_MS = 60_000;
