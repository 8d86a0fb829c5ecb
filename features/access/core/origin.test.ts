import { expect, test } from 'vitest';
import { isSameOrigin } from './origin';

const ours = 'https://cdp.example.com';

test.each([
  [{ origin: ours, 'sec-fetch-site': 'same-origin' }, true],
  [{ origin: ours }, true],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' }, true],
  [{}, false],
  [{ origin: 'null' }, false],
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
  [{ origin: 'https://evil.example', host: 'cdp.example.com' }, false],
  [{ origin: 'https://shop.cdp.example.com', host: 'cdp.example.com' }, false],
  [{ origin: 'https://cdp.example.com.evil.example', host: 'cdp.example.com' }, false],
  [{ origin: ours, 'sec-fetch-site': 'cross-site' }, false],
  [{ origin: ours, 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ origin: 'not an origin', host: 'cdp.example.com' }, false],
])('%j is ours: %s', (headers, expected) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>), ours)).toBe(expected);
});
