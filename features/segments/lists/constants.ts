/** Largest file of a list, in bytes: some 500,000 addresses. */
export const MAX_LIST_BYTES = 20 * 1024 ** 2;
/** Most values that a report names; all of them are counted. */
export const MOST_UNMATCHED = 100_000;
/** Rows looked up in one statement, and people written in one transaction. */
export const CHUNK = 1_000;
/** The values of a file are ids of profiles. */
export const PROFILE_ID = 'profile_id';
