import type { Finder } from './spellings';

/** A JSON value with every text in which the person occurs replaced, names of fields too. The same object when there is none. */
export function redactJson(value: unknown, finder: Finder, by: string): unknown {
  if (typeof value === 'string') return finder.finds(value) ? finder.replace(value, by) : value;
  if (typeof value === 'number') return finder.finds(String(value)) ? by : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => redactJson(item, finder, by));
    return items.some((item, n) => item !== value[n]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]): [string, unknown] => {
    const redacted = redactJson(item, finder, by);
    // A short value is known only together with its name.
    const isNamed =
      redacted === item &&
      (typeof item === 'string' || typeof item === 'number') &&
      !finder.finds(name) &&
      finder.finds(JSON.stringify({ [name]: item }));
    return [finder.finds(name) ? finder.replace(name, by) : name, isNamed ? by : redacted];
  });
  const isSame = entries.every(([name, item]) => Object.hasOwn(value, name) && (value as Record<string, unknown>)[name] === item);
  return isSame ? value : Object.fromEntries(entries);
}

/** Takes ids out of a JSON value: out of lists they vanish; what is named by one alone makes the whole value undefined. */
export function withoutIds(value: unknown, ids: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return ids.has(value) ? undefined : value;
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutIds(item, ids)).filter((item) => item !== undefined);
    return items.length === 0 && value.length > 0 ? undefined : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, withoutIds(item, ids)] as const);
  return entries.some(([, item]) => item === undefined) ? undefined : Object.fromEntries(entries);
}
