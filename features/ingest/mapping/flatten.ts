/** Fields of one record by path, as text; null says nothing. */
export type FlatRecord = Record<string, string | null>;

const MAX_DEPTH = 8;
const MAX_FIELDS = 500;

/** A JSON object by paths: `customer.email`; a list stands whole under its path, and its first element by `items[0].sku`. */
export function flatten(value: unknown): FlatRecord {
  const out: FlatRecord = Object.create(null);
  let count = 0;
  const put = (path: string, text: string | null) => {
    if (path !== '' && count < MAX_FIELDS && !(path in out)) {
      out[path] = text;
      count += 1;
    }
  };
  const walk = (at: unknown, path: string, depth: number): void => {
    if (at === null || at === undefined) put(path, null);
    else if (typeof at !== 'object') put(path, String(at));
    else if (depth >= MAX_DEPTH) put(path, JSON.stringify(at));
    else if (Array.isArray(at)) {
      put(path, JSON.stringify(at));
      if (typeof at[0] === 'object') walk(at[0], `${path}[0]`, depth + 1);
    } else for (const [name, inner] of Object.entries(at)) walk(inner, path === '' ? name : `${path}.${name}`, depth + 1);
  };
  walk(value, '', 0);
  return { ...out };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The paths of lists of objects inside a payload: each may hold its rows. A payload that is a list itself has the path `$`. */
export function listPaths(value: unknown, path = '', depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.some(isObject) ? [path === '' ? '$' : path] : [];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => listPaths(inner, path === '' ? name : `${path}.${name}`, depth + 1));
}

/**
 * The records of a payload: one for each element of the list at `items`, each with the rest of the payload around it, so that an event's
 * name may stand beside the list. @returns undefined when there is no such list
 */
export function recordsOf(payload: unknown, items: string | null): unknown[] | undefined {
  if (items === null) return [payload];
  if (items === '$') return Array.isArray(payload) ? payload : undefined;
  const place = (at: unknown, path: readonly string[]): unknown[] | undefined => {
    const [name, ...rest] = path;
    if (name === undefined) return Array.isArray(at) ? at : undefined;
    if (!isObject(at) || !Object.hasOwn(at, name)) return undefined;
    return place(at[name], rest)?.map((inner) => ({ ...at, [name]: inner }));
  };
  return place(payload, items.split('.'));
}
