import type { Actor } from '@/features/access/types';

/** Who wrote it down, as a history shows it. */
export const actorLabel = (actor: Actor): string => ('name' in actor ? `${actor.type}:${actor.name}` : actor.type);
