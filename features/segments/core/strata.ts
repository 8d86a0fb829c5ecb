/** The dependency of a rule on who entered and left a segment. */
export const membersOf = (segmentId: string): string => `members:${segmentId}`;

/**
 * In which order segments are evaluated: one that reads the history of others comes after them, so that it sees what the same batch
 * changed. 0 is for those that read no history.
 * @param dependencies of each segment, through the rules it names; circles have been refused before
 */
export function strataOf(dependencies: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const strata = new Map<string, number>();
  const visit = (id: string): number => {
    const known = strata.get(id);
    if (known !== undefined) return known;
    strata.set(id, 0);
    const read = (dependencies.get(id) ?? []).filter((d) => d.startsWith('members:'));
    const stratum = read.reduce((most, d) => Math.max(most, 1 + visit(d.slice('members:'.length))), 0);
    strata.set(id, stratum);
    return stratum;
  };
  for (const id of dependencies.keys()) visit(id);
  return strata;
}
