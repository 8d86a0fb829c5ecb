export const campaignStatuses = ['draft', 'scheduled', 'preparing', 'sending', 'paused', 'done', 'cancelled', 'failed'] as const;
export const messageStatuses = [
  'pending',
  'claimed',
  'sending',
  'sent',
  'retry',
  'bounced',
  'withheld',
  'failed',
  'unknown',
  'cancelled',
] as const;

/** States of a message that somebody may have read. */
export const readableStatuses = ['sent', 'unknown'] as const satisfies (typeof messageStatuses)[number][];
/** What is noticed of a letter. */
export const readings = ['opened', 'clicked'] as const;

export const EMAIL_SOURCE = 'Tessera e-mail';

/** A process that has not marked a held message within this time is taken for dead. Longer than any time-out of a connection. */
export const LEASE_MS = 150_000;
/** A message that servers refuse for now is given up after two days, as mail servers do. */
export const GIVE_UP_AFTER_MS = 172_800_000;
/** Ceiling of the wait before the second attempt; doubles with each attempt, up to the longest wait. */
export const FIRST_RETRY_MS = 60_000;
export const LONGEST_RETRY_MS = 14_400_000;

/** Members written down in one transaction. */
export const PREPARE_CHUNK = 1_000;

/** Wakes the senders. */
export const EMAIL_CHANNEL = 'tessera_emails';

/** Limits of a template, in characters. */
export const MAX_SUBJECT = 300;
export const MAX_HTML = 200_000;

/** How far the audience may have grown between what was confirmed and the start. */
export const GROWTH_ALLOWED = { share: 0.1, people: 10 } as const;
