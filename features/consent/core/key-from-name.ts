/** A key suggested for a name: lower-case letters and digits with underscores between; empty for a name of another script. */
export function keyFromName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? [])
    .join('_')
    .replace(/^\d+_?/, '')
    .slice(0, 50);
}
