import type { ProfileLine } from '@/features/profiles/types';

/** How a person is called in a list: the best thing known, and the next best to tell them apart. Already masked for the reader. */
export function personName(profile: ProfileLine): { label: string; detail: string | undefined } {
  const known = [profile.name, profile.email, profile.phone, profile.userId].filter((text) => text !== null && text !== '');
  return { label: known[0] ?? profile.id, detail: known[1] ?? undefined };
}
