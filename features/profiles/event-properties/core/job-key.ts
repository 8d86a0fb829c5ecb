import { createHash } from 'node:crypto';

/** The key of the job that fills or clears the search keys of a property. `md5(event || chr(31) || property)` in SQL. */
export const jobKey = (event: string, property: string): string =>
  `search-keys:${createHash('md5').update(`${event}\u001f${property}`).digest('hex')}`;

/** The key of what such a job leaves for later when its worker stops: never replaces a job that a later switch enqueued. */
export const restKey = (event: string, property: string): string => `${jobKey(event, property)}:rest`;
