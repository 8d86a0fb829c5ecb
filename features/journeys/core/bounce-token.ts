import { hmacHex } from '@/lib/crypto';
import { requiredSecret } from '@/lib/env';

const MAC_LENGTH = 20;
const macOf = (hex: string): string => hmacHex(requiredSecret('ENCRYPTION_KEY'), `bounce:${hex}`).slice(0, MAC_LENGTH);

/** A message's mark in its return path: names it, and cannot be made up. */
export function bounceToken(messageId: string): string {
  const hex = messageId.replaceAll('-', '');
  return `${hex}.${macOf(hex)}`;
}

/** `bounces@example.com` → `bounces+<mark>@example.com` (VERP); without an address for bounces the sender's own. */
export function returnPath(bounceAddress: string, fromAddress: string, messageId: string): string {
  const at = bounceAddress.lastIndexOf('@');
  if (at < 1) return fromAddress;
  return `${bounceAddress.slice(0, at)}+${bounceToken(messageId)}${bounceAddress.slice(at)}`;
}

/** The message that a text names by a genuine mark. */
export function readBounceToken(text: string): string | undefined {
  for (const [, hex = '', mac] of text.matchAll(/\b([0-9a-f]{32})\.([0-9a-f]{20})\b/gi)) {
    const plain = hex.toLowerCase();
    if (macOf(plain) === mac?.toLowerCase())
      return `${plain.slice(0, 8)}-${plain.slice(8, 12)}-${plain.slice(12, 16)}-${plain.slice(16, 20)}-${plain.slice(20)}`;
  }
  return undefined;
}
