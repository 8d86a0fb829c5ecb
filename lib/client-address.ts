/**
 * The address a call came from, for limits. Without trusted proxies it is the socket's own: `X-Forwarded-For` is the caller's
 * word and counts for nothing. With `trustedProxies` = n it is the entry that the outermost of our n proxies wrote, the nth from the right.
 * @param forwardedFor the header as received, several of them joined or as a list
 */
export function clientAddress(
  remoteAddress: string | undefined,
  forwardedFor: string | string[] | undefined,
  trustedProxies: number,
): string {
  const socket = plain(remoteAddress ?? 'unknown');
  if (trustedProxies < 1) return socket;
  const entries = [forwardedFor ?? []].flat().join(',').split(',').map(plain).filter(Boolean);
  return entries.at(-trustedProxies) ?? socket;
}

/** IPv4 in IPv6 clothes is the same caller; of IPv6 one network (/64) is one caller, for anyone has 2^64 addresses in it. */
function plain(address: string): string {
  const text = address.trim().replace(/^::ffff:(?=\d+\.)/i, '');
  if (!text.includes(':')) return text;
  const [head = '', tail] = text.toLowerCase().split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return `${[...left, ...Array.from({ length: zeros }, () => '0'), ...right].slice(0, 4).join(':')}::/64`;
}
