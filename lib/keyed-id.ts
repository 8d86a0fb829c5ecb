import { createHmac } from 'node:crypto';
import { requiredSecret } from './env';

/**
 * A function that makes UUIDs of texts under the installation's key (RFC 9562 version 8): the same texts give the same id, and without
 * the key nobody can try which texts they were. Each part is length-prefixed, so that no two lists collide by joining.
 */
export function keyedIds(use: string): (...parts: string[]) => string {
  const key = createHmac('sha256', requiredSecret('ENCRYPTION_KEY')).update(`tessera:ids:${use}`).digest();
  return (...parts) => {
    const mac = createHmac('sha256', key);
    for (const part of parts) mac.update(`${part.length}:${part}`);
    const hex = mac.digest('hex');
    const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}
