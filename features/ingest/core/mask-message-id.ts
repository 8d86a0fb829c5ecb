import type { PersonalData } from '@/features/access/types';

const HIDDEN = '•••';
const ADDRESS = /[^\s@]+(?:@|%40)[^\s@]+/i;
const NUMBER = /^\+?[\d\s().-]{7,}$/;
const SHORTEST_KEY = 3;

/**
 * A message id as this reader may see it. Some systems build them from who the person is: one that holds the record's key, an e-mail
 * address, or is a number as a telephone's is hidden from whoever sees people masked or not at all.
 */
export function maskMessageId(messageId: string, recordKey: string | null, personalData: PersonalData): string {
  if (personalData === 'full') return messageId;
  const holdsKey = recordKey !== null && recordKey.length >= SHORTEST_KEY && messageId.toLowerCase().includes(recordKey.toLowerCase());
  return holdsKey || ADDRESS.test(messageId) || NUMBER.test(messageId) ? HIDDEN : messageId;
}
