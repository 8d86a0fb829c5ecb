/** When files are written, and a few characters of this writing's own, so that two in one second do not replace each other. */
export type Stamp = { at: Date; mark: string };

/** A name that every file system takes: `bought-twice-1a2b3c4d_additions_20260131T120000Z-9f8e7d.csv`. */
export function fileName(
  segment: { id: string; name: string } | null,
  part: 'additions' | 'removals' | 'members',
  { at, mark }: Stamp,
  number = 1,
): string {
  const stamp = `${at.toISOString().replace(/[-:]|\.\d+/g, '')}-${mark}`;
  const slug = (segment?.name ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const who = segment ? [slug, segment.id.slice(0, 8)].filter(Boolean).join('-') : 'everyone';
  return `${who}_${part}_${stamp}${number > 1 ? `_${number}` : ''}.csv`;
}
