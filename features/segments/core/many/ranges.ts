export type Range = { from: Date; to: Date };

/**
 * The ranges joined where they touch or overlap, and then over their smallest gaps until at most `most` are left, in order.
 * Reading more than asked is allowed, since each reader filters; reading a moment twice is not.
 */
export function joinRanges(ranges: readonly Range[], most: number): Range[] {
  const joined: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) last.to = new Date(Math.max(range.to.getTime(), last.to.getTime()));
    else if (range.from < range.to) joined.push({ ...range });
  }
  while (joined.length > most) {
    let at = 1;
    for (let i = 2; i < joined.length; i++) if (gap(joined, i) < gap(joined, at)) at = i;
    const [removed] = joined.splice(at, 1);
    const before = joined[at - 1];
    if (removed && before) before.to = removed.to;
  }
  return joined;
}

const gap = (ranges: readonly Range[], i: number): number => (ranges[i]?.from.getTime() ?? 0) - (ranges[i - 1]?.to.getTime() ?? 0);
