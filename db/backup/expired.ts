const DAY = 86_400_000;

export type KnownBackup = { path: string; createdAt: Date };

/** Which back-ups are older than `days`, the newest of all never among them. */
export function expiredBackups(known: readonly KnownBackup[], days: number, now: Date): KnownBackup[] {
  const newest = Math.max(...known.map(({ createdAt }) => createdAt.getTime()));
  return known.filter(({ createdAt }) => createdAt.getTime() < now.getTime() - days * DAY && createdAt.getTime() < newest);
}
