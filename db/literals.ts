/*
 * Lists as PostgreSQL array literals, to be sent as one text: `${plain(ids)}::text::uuid[]`. The driver's own lists are escaped
 * element by element, several times dearer, and it takes lists of dates and booleans for one date or boolean.
 */

/** Of values without spaces, quotes, commas or braces: uuids, numbers, days. */
export function plain(list: readonly (string | number | null)[]): string {
  let text = '{';
  for (let n = 0; n < list.length; n++) {
    const value = list[n];
    text += n === 0 ? (value ?? 'NULL') : `,${value ?? 'NULL'}`;
  }
  return `${text}}`;
}

/** Of moments (dates or milliseconds). */
export const times = (list: readonly (Date | number | null)[]): string =>
  plain(list.map((m) => (m === null ? null : (typeof m === 'number' ? new Date(m) : m).toISOString())));

/** Of booleans. */
export const bits = (list: readonly boolean[]): string => plain(list.map((b) => (b ? 't' : 'f')));

const SPECIAL = /["\\]/;

/** Of any text. */
export function texts(list: readonly (string | null)[]): string {
  let text = '{';
  for (let n = 0; n < list.length; n++) {
    const value = list[n];
    const quoted = value === null || value === undefined ? 'NULL' : `"${SPECIAL.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
    text += n === 0 ? quoted : `,${quoted}`;
  }
  return `${text}}`;
}
