/** Tables whose rows stay out of a back-up, and why. A test checks that each exists and that no other is missing. */
export const leftOut: Readonly<Record<string, string>> = {
  'public.sessions': 'a session that was ended since must not live again: everybody signs in anew',
  'public.user_tokens': 'an invitation or a password link that was used since must not work again',
  'public.reveals': 'who may look behind the mask for a quarter of an hour is not a state to go back to; the audit log keeps that they did',
  'public.attempt_limits': 'counts of a few minutes',
  'public.worker_heartbeats': 'processes that are gone',
  'public.subject_request_codes': 'codes that were sent by mail and are valid for minutes',
  'graphile_worker.migrations': 'made by the job runner itself',
};
