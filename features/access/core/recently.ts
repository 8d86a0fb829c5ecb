/** Remembers keys for a while, at most `most` of them: what is asked about again within that time is not new. */
export function recently(forMs: number, most: number): { isNew(key: string, now: number): boolean; forget(key: string): void } {
  const seen = new Map<string, number>();
  return {
    isNew: (key, now) => {
      const last = seen.get(key);
      if (last !== undefined && now - last < forMs) return false;
      seen.delete(key);
      seen.set(key, now);
      for (const old of seen.keys()) {
        if (seen.size <= most) break;
        seen.delete(old);
      }
      return true;
    },
    forget: (key) => void seen.delete(key),
  };
}
