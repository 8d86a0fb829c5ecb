import type { RunDrift, SourceColumn } from '@/features/sources/connections/types';

/** How columns differ from those that were mapped; undefined when they do not. */
export function driftOf(mapped: readonly SourceColumn[], now: readonly SourceColumn[]): RunDrift | undefined {
  const before = new Map(mapped.map(({ name, type }) => [name, type]));
  const after = new Map(now.map(({ name, type }) => [name, type]));
  const drift: RunDrift = {
    added: [...after.keys()].filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed: [...after].flatMap(([name, to]) => {
      const from = before.get(name);
      return from !== undefined && from !== to ? [{ name, from, to }] : [];
    }),
  };
  return drift.added.length + drift.removed.length + drift.changed.length > 0 ? drift : undefined;
}
