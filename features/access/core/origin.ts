/**
 * Whether a state-changing request was made by our own pages. A browser sends `Origin` with every POST, and `Sec-Fetch-Site` with every
 * request: one that shows neither, `null`, a sub-domain or another site is refused. `Host` is believed because a page cannot set it.
 * @param ours the installation's own origin, as in `https://cdp.example.com`
 */
export function isSameOrigin(headers: Headers, ours: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = headers.get('origin');
  if (origin === null) return site === 'same-origin';
  if (origin === ours) return true;
  const host = headers.get('host');
  if (!host || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
