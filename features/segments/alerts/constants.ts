/** Names of the jobs that send one mail each. */
export const ALERT_MAIL_JOB = 'segments.mail-alert';
export const STILL_MAIL_JOB = 'segments.mail-still';

/** With the runner's growing pauses, the last one comes after some hours: what is older than that is no news. */
export const MAIL_ATTEMPTS = 10;
