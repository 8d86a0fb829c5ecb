import { plain } from '@/db/literals';

/** One SQL statement being put together. Values reach it only through these functions, which answer how the parameter is written. */
export type Statement = {
  readonly values: unknown[];
  /** For builders of other stages: places a value, untyped. */
  place(value: unknown): string;
  text(value: string): string;
  texts(value: readonly string[]): string;
  uuid(value: string): string;
  uuids(value: readonly string[]): string;
  boolean(value: boolean): string;
  at(value: Date): string;
  float(value: number): string;
  numeric(value: number): string;
  numerics(value: readonly number[]): string;
  /** A whole number that fits bigint. */
  int(value: number): string;
  smallint(value: number): string;
  day(value: Date): string;
  /** A length of time in milliseconds. */
  interval(ms: number): string;
  json(value: unknown): string;
  /** The elements of the list as jsonb[]. */
  jsons(value: readonly unknown[]): string;
};

/** A new statement. Equal values of one type share a parameter. */
export function newStatement(): Statement {
  const values: unknown[] = [];
  const known = new Map<string, string>();
  const place = (value: unknown): string => `$${values.push(value)}`;
  const typed = (type: string, value: unknown): string => {
    const key = `${type} ${JSON.stringify(value)}`;
    const found = known.get(key);
    if (found) return found;
    const written = `${place(value)}::${type}`;
    known.set(key, written);
    return written;
  };
  return {
    values,
    place,
    text: (v) => typed('text', v),
    texts: (v) => typed('text[]', [...v]),
    uuid: (v) => typed('uuid', v),
    uuids: (v) => typed('uuid[]', plain(v)),
    boolean: (v) => typed('boolean', v),
    at: (v) => typed('timestamptz', v.toISOString()),
    float: (v) => typed('float8', String(v)),
    numeric: (v) => typed('numeric', String(v)),
    numerics: (v) => typed('numeric[]', v.map(String)),
    int: (v) => typed('bigint', String(v)),
    smallint: (v) => typed('smallint', String(v)),
    interval: (v) => typed('interval', `${v} milliseconds`),
    day: (v) => typed('date', v.toISOString().slice(0, 10)),
    json: (v) => `${typed('text', JSON.stringify(v))}::jsonb`,
    jsons: (v) => `array(select jsonb_array_elements(${typed('text', JSON.stringify(v))}::jsonb))`,
  };
}
