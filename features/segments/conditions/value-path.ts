import type { Statement } from '../core/statement';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path through objects; undefined where there is none. A list has no path. */
export const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value);

/** The same path inside a jsonb expression. */
export const pathSql = (s: Statement, json: string, path: readonly string[]): string =>
  `(${json}${path.map((name) => `->${s.text(name)}`).join('')})`;
