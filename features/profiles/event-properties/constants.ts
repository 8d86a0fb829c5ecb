export const SEARCH_KEYS_JOB = 'profiles.search-keys';
/** Rows of the list fetched at a time. */
export const PROPERTIES_A_PAGE = 100;
/** Events, or profiles, worked on in one transaction. */
export const CHUNK = 1_000;
