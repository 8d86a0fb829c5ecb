import { expect, test } from 'vitest';
import { clientAddress } from './client-address';

test.each([
  ['203.0.113.9', '1.2.3.4', 0, '203.0.113.9'],
  ['203.0.113.9', undefined, 1, '203.0.113.9'],
  ['10.0.0.1', '1.2.3.4, 198.51.100.7', 1, '198.51.100.7'],
  ['10.0.0.1', ['1.2.3.4', '198.51.100.7, 10.0.0.2'], 2, '198.51.100.7'],
  ['::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2::/64'],
  ['2001:db8::1', undefined, 0, '2001:db8:0:0::/64'],
  ['::1', undefined, 0, '0:0:0:0::/64'],
  [undefined, '1.2.3.4', 0, 'unknown'],
] as const)('%s with %s behind %i proxies is %s', (socket, forwarded, proxies, expected) => {
  expect(clientAddress(socket, forwarded as string | string[] | undefined, proxies)).toBe(expected);
});
