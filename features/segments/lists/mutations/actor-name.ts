import type { Scope } from '@/features/access/types';

/** Who does something, as it is kept beside what they did. */
export const actorName = ({ actor }: Scope): string => ('name' in actor ? actor.name : actor.type);
