export const deliveryKinds = ['enter', 'leave', 'update', 'delete', 'test'] as const;
export const deliveryStatuses = ['pending', 'sending', 'sent', 'withheld', 'retry', 'dead', 'cancelled'] as const;
export const exportFormats = ['csv', 'jsonl', 'parquet'] as const;
export const exportStatuses = ['queued', 'running', 'done', 'failed', 'cancelled', 'expired'] as const;

/** A delivery that could not be made within a day of being planned or replayed is dead. */
export const GIVE_UP_AFTER_MS = 86_400_000;
/** Ceiling of the wait before the second attempt; doubles with each attempt, up to the longest wait. */
export const FIRST_RETRY_MS = 5_000;
export const LONGEST_RETRY_MS = 3_600_000;
/** A process that has not marked a claimed delivery within this time is taken for dead, and the delivery is sent again. */
export const LEASE_MS = 60_000;
export const MAX_RESPONSE_BYTES = 65_536;

/** A finished export can be fetched for a day. */
export const EXPORT_LIFETIME_MS = 86_400_000;

/** Wakes the senders. */
export const SENDER_CHANNEL = 'tessera_deliveries';
