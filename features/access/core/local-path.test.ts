import { expect, test } from 'vitest';
import { localPath } from './local-path';

test.each([
  ['/segments?page=2', '/segments?page=2'],
  ['/', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/..//evil.example', '/'],
  ['\\\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/\tevil', '/'],
  ['/a\nb', '/'],
  ['', '/'],
])('%j → %s', (wanted, expected) => {
  expect(localPath(wanted)).toBe(expected);
});
