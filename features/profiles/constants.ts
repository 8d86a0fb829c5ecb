/** How long a reveal lasts. */
export const REVEAL_MINUTES = 15;

/** How often one member of staff may ask whether something matches, in any quarter of an hour: of one person, and of all. */
export const VERIFY_TRIES_A_PROFILE = 10;
export const VERIFY_TRIES = 100;
export const VERIFY_WINDOW_SECONDS = 15 * 60;

/** The longest reason given for a change, in characters. */
export const REASON_LENGTH = 500;

/** Rows of the explorer and of the timeline that are fetched at a time. */
export const PROFILES_A_PAGE = 50;
export const EVENTS_A_PAGE = 50;

/** Notes shown on a profile; older ones stay stored. */
export const NOTES_SHOWN = 200;
