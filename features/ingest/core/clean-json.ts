const PROTO = '__proto__';

/** What a parsed JSON value holds that an event may not: `deep` cannot be mended, `dirty` is mended by `cleanDeep`. */
export function inspect(value: unknown, maxDepth: number): 'fine' | 'dirty' | 'deep' {
  if (typeof value !== 'object' || value === null) return 'fine';
  if (maxDepth === 0) return 'deep';
  let found: 'fine' | 'dirty' = 'fine';
  if (Array.isArray(value)) {
    for (const item of value) {
      const inner = inspect(item, maxDepth - 1);
      if (inner === 'deep') return 'deep';
      if (inner === 'dirty') found = 'dirty';
    }
    return found;
  }
  for (const key in value) {
    if (key === PROTO) found = 'dirty';
    const inner = inspect((value as Record<string, unknown>)[key], maxDepth - 1);
    if (inner === 'deep') return 'deep';
    if (inner === 'dirty') found = 'dirty';
  }
  return found;
}

/** Whether JSON text made by `JSON.stringify` may hold a NUL or a lone surrogate, which PostgreSQL's jsonb refuses. */
export const mayHoldBadText = (json: string): boolean => /\\u(?:0000|d[89a-f])/.test(json);

/** A copy without NUL (dropped), lone surrogates (made U+FFFD) and `__proto__` keys (dropped), in keys as in values. */
export function cleanDeep(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cleanDeep);
  const clean: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const name = cleanText(key);
    if (name !== PROTO) clean[name] = cleanDeep(inner);
  }
  return clean;
}

/** The text without NUL, and with U+FFFD for each lone surrogate. */
export const cleanText = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
