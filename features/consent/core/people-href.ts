/** Where the people behind a figure of this purpose × channel are shown, and can be saved as a segment. */
export function peopleHref({ purpose, channel }: { purpose: string; channel: string }): string {
  const rule = { all: [{ kind: 'consent', purpose, channel, op: 'granted' }] };
  return `/segments/new?${new URLSearchParams({ rule: JSON.stringify(rule) })}`;
}
