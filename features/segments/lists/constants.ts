/** Largest file of a list, in bytes: some 500,000 addresses. */
export const MAX_LIST_BYTES = 20 * 1024 ** 2;
/** Most lines of it: whom they name is held in memory while the file is worked through. */
export const MAX_LIST_LINES = 1_000_000;
/** Most values of an upload that are kept to be looked at; all of them are counted. */
export const MOST_UNMATCHED = 100_000;
/** People written in one transaction. */
export const CHUNK = 1_000;
/** Rows of a file matched and written in one transaction. */
export const SLICE = 500;
/** The values of a file are ids of profiles. */
export const PROFILE_ID = 'profile_id';
/** Bytes of a file that are made into rows before others have their turn. */
export const PIECE = 16 * 1024;
export const UPLOAD_JOB = 'lists.upload';
/** Its attempts: with the pauses between them about half an hour. */
export const UPLOAD_ATTEMPTS = 8;
export const uploadKey = (uploadId: string): string => `list-upload:${uploadId}`;
