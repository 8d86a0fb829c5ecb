import type { Progress } from '@/db/backup/types';
import { line, type Output } from './types';

const EVERY_MS = 2_000;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** One line for each table that holds something, and one every few seconds of a long one. */
export function showProgress({ err }: Output): Progress {
  let last = Date.now();
  return ({ what, rows, bytes, done, of }) => {
    const share = of > 0 ? `${Math.floor((100 * done) / of)} % ` : '';
    if (rows !== undefined) {
      if (rows > 0) line(err, `${share}${what}: ${rows} rows, ${megabytes(bytes)}`);
    } else if (Date.now() - last > EVERY_MS) line(err, `${share}${what}${bytes > 0 ? `: ${megabytes(bytes)} so far` : ' …'}`);
    else return;
    last = Date.now();
  };
}
