/** What a JSON schema lets one say, and what a value says, as the same kind of short texts: `event.window.last.days`, `event.op=gte`. */
type Json = Record<string, unknown>;

const asObject = (value: unknown): Json => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {});
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The words that a schema lists: these choose between meanings, where a pattern or a range would be a value. */
function wordsOf(schema: Json): string[] {
  const listed = [...('const' in schema ? [schema.const] : []), ...asList(schema.enum)];
  return listed.filter((word) => typeof word === 'string' || typeof word === 'boolean').map(String);
}

/** Deepest that a schema is followed into itself. */
const DEEPEST = 8;

/**
 * Everything that conditions of a schema may say: each field that there is, each word, and each field beside each word of the object it is in
 * (`event{measure=median}.of`).
 */
export function sayable(schema: Json, name: string): Set<string> {
  const defs = asObject(schema.$defs);
  const found = new Set<string>();
  const visit = (given: unknown, path: string, depth: number): void => {
    let node = asObject(given);
    if (typeof node.$ref === 'string') node = asObject(defs[node.$ref.replace('#/$defs/', '')]);
    if (depth > DEEPEST) return;
    for (const inner of [...asList(node.anyOf), ...asList(node.oneOf), ...asList(node.allOf)]) visit(inner, path, depth);
    for (const word of wordsOf(node)) found.add(`${path}=${word}`);
    for (const inner of [...asList(node.prefixItems), ...('items' in node ? [node.items] : [])]) visit(inner, `${path}[]`, depth + 1);
    const fields = Object.entries(asObject(node.properties));
    const deciding = fields.flatMap(([key, field]) => wordsOf(asObject(field)).map((word) => ({ key, word })));
    for (const [key, field] of fields) {
      found.add(`${path}.${key}`);
      for (const { key: by, word } of deciding) if (by !== key && by !== 'kind') found.add(`${path}{${by}=${word}}.${key}`);
      visit(field, `${path}.${key}`, depth + 1);
    }
  };
  visit(schema, name, 0);
  return found;
}

/** What one value says, in the same texts. */
export function said(value: unknown, path: string, into: Set<string>): void {
  if (Array.isArray(value)) for (const inner of value) said(inner, `${path}[]`, into);
  else if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value);
    const deciding = fields.filter(([, inner]) => typeof inner === 'string' || typeof inner === 'boolean');
    for (const [key, inner] of fields) {
      into.add(`${path}.${key}`);
      for (const [by, word] of deciding) if (by !== key) into.add(`${path}{${by}=${word}}.${key}`);
      said(inner, `${path}.${key}`, into);
    }
  } else into.add(`${path}=${value}`);
}
