/** How long a package can be fetched, by staff and by the person. */
export const PACKAGE_DAYS = 7;

/** Events in the readable page; all of them are in the JSON and the CSV. */
export const EVENTS_ON_PAGE = 2_000;

/** Names of the files in the ZIP. */
export const FILES = { page: 'index.html', json: 'data.json', schema: 'schema.json', readme: 'readme.txt' } as const;
