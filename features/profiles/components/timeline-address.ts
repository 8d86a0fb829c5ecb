import { createLoader, parseAsArrayOf, parseAsString } from 'nuqs/server';

/** The timeline's filter in the address, the same for the server and the browser. */
export const timelineAddress = {
  source: parseAsArrayOf(parseAsString).withDefault([]),
  event: parseAsArrayOf(parseAsString).withDefault([]),
  /** The event that is shown with its details. */
  open: parseAsString,
};

export const readTimelineAddress = createLoader(timelineAddress);
