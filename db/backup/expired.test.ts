import { expect, it } from 'vitest';
import { expiredBackups } from './expired';

const at = (day: number) => ({ path: `${day}.backup`, createdAt: new Date(Date.UTC(2026, 0, day)) });
const paths = (found: { path: string }[]) => found.map(({ path }) => path);

it('names what is older than so many days, and never the newest', () => {
  const known = [at(1), at(10), at(30), at(31)];
  const now = new Date(Date.UTC(2026, 1, 10));
  expect(paths(expiredBackups(known, 30, now))).toEqual(['1.backup', '10.backup']);
  expect(paths(expiredBackups(known, 35, now))).toEqual(['1.backup']);
  expect(paths(expiredBackups(known, 1, now))).toEqual(['1.backup', '10.backup', '30.backup']);
  expect(expiredBackups([at(1)], 1, now)).toEqual([]);
  expect(expiredBackups([], 1, now)).toEqual([]);
});
