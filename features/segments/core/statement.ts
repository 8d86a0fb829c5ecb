import { plain, times } from '@/db/literals';

/** One SQL statement being put together. Values reach it only through these functions, which answer how the parameter is written. */
export type Statement = {
  readonly values: unknown[];
  /** For builders of other stages: places a value, untyped. They give it a type where they use it, one value always the same. */
  place(value: unknown): string;
  text(value: string): string;
  texts(value: readonly string[]): string;
  uuid(value: string): string;
  uuids(value: readonly string[]): string;
  boolean(value: boolean): string;
  at(value: Date): string;
  /** Moments in milliseconds since 1970. */
  ats(value: readonly number[]): string;
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
  const shared = (type: string, value: unknown, write: (parameter: string) => string): string => {
    const key = `${type} ${JSON.stringify(value)}`;
    const written = known.get(key) ?? write(`$${values.push(value)}`);
    known.set(key, written);
    return written;
  };
  const typed = (type: string, value: unknown) => shared(type, value, (parameter) => `${parameter}::${type}`);
  return {
    values,
    place: (v) => shared('', v, (parameter) => parameter),
    text: (v) => typed('text', v),
    texts: (v) => typed('text[]', [...v]),
    uuid: (v) => typed('uuid', v),
    uuids: (v) => typed('uuid[]', plain(v)),
    boolean: (v) => typed('boolean', v),
    at: (v) => typed('timestamptz', v.toISOString()),
    ats: (v) => typed('timestamptz[]', times(v)),
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
