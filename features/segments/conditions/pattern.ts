/**
 * Patterns that rules may use: a part of the regular expressions that PostgreSQL and JavaScript read alike and match in linear
 * time. No references back, no looking around, no lazy repetition; sizes are bounded. `source` is written for PostgreSQL and for
 * JavaScript with the flags `su`.
 */
export type Pattern = { ok: true; source: string } | { ok: false; at: number; fault: PatternFault };
export type PatternFault = 'long' | 'empty' | 'nothingToRepeat' | 'bracket' | 'class' | 'escape' | 'bounds' | 'special' | 'big';

/** What each fault is, in words. */
export const patternFaults: Readonly<Record<PatternFault, string>> = {
  long: 'A pattern has 200 characters at most',
  empty: 'Something is missing here',
  nothingToRepeat: 'There is nothing to repeat here',
  bracket: 'A bracket has no other half',
  class: 'These square brackets are not complete',
  escape: 'Only \\d, \\w, \\s and signs may follow a backslash',
  bounds: 'Give how often as {3}, {2,} or {2,5}, up to 255',
  special: 'This is not taken: no lazy repetition, no looking around, no options',
  big: 'With its repetitions the pattern is too large',
};

export const MAX_PATTERN = 200;
/** How often a part may be asked for by a number: PostgreSQL's limit. */
const MAX_REPEAT = 255;
/** Characters that a pattern may stand for once all its repetitions are written out. */
const MAX_SIZE = 2_000;

const SYNTAX = '^$\\.*+?()[]{}|/';
const CLASSES: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: ' \\t\\n\\r\\f\\v',
};

class Refused extends Error {
  readonly fault: PatternFault;
  readonly at: number;
  constructor(fault: PatternFault, at: number) {
    super(fault);
    this.fault = fault;
    this.at = at;
  }
}

type Part = { source: string; size: number };

/** Reads a pattern. @returns what both engines understand, or what is wrong and where (counted in characters from 0) */
export function readPattern(text: string): Pattern {
  const chars = [...text];
  if (chars.length === 0) return { ok: false, at: 0, fault: 'empty' };
  if (chars.length > MAX_PATTERN) return { ok: false, at: MAX_PATTERN, fault: 'long' };
  try {
    return { ok: true, source: readWhole({ chars, at: 0 }).source };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, at: error.at, fault: error.fault };
    throw error;
  }
}

/** The pattern as JavaScript's. @throws Error on one that `readPattern` refuses */
export function patternRegExp(text: string): RegExp {
  const pattern = readPattern(text);
  if (!pattern.ok) throw new Error('Not a pattern');
  return new RegExp(pattern.source, 'su');
}

const literal = (char: string): string => (SYNTAX.includes(char) ? `\\${char}` : char);
const literalInClass = (char: string): string => (SYNTAX.includes(char) || char === '-' ? `\\${char}` : char);

type Cursor = { readonly chars: readonly string[]; at: number };

function readWhole(c: Cursor): Part {
  const part = readAlternatives(c);
  if (c.at < c.chars.length) throw new Refused('bracket', c.at);
  return part;
}

const peek = (c: Cursor): string | undefined => c.chars[c.at];
const take = (c: Cursor): string | undefined => c.chars[c.at++];

function readAlternatives(c: Cursor): Part {
  const parts = [readSequence(c)];
  while (peek(c) === '|') {
    c.at += 1;
    parts.push(readSequence(c));
  }
  return sized(c, parts.map((p) => p.source).join('|'), sum(parts));
}

function readSequence(c: Cursor): Part {
  const parts: Part[] = [];
  for (let next = peek(c); next !== undefined && next !== '|' && next !== ')'; next = peek(c)) parts.push(readRepeated(c));
  if (parts.length === 0) throw new Refused('empty', c.at);
  return sized(c, parts.map((p) => p.source).join(''), sum(parts));
}

function readRepeated(c: Cursor): Part {
  const start = c.at;
  const anchor = peek(c) === '^' || peek(c) === '$';
  const atom = readAtom(c);
  const times = readTimes(c);
  if (!times) return atom;
  if (anchor) throw new Refused('nothingToRepeat', start);
  if (['*', '+', '?', '{'].includes(peek(c) ?? '')) throw new Refused('special', c.at);
  return sized(c, `${atom.source}${times.source}`, atom.size * times.most);
}

/** How often what stands before is repeated; undefined for once. */
function readTimes(c: Cursor): { source: string; most: number } | undefined {
  const char = peek(c);
  if (char === '*' || char === '+' || char === '?') {
    c.at += 1;
    return { source: char, most: 1 };
  }
  if (char !== '{') return undefined;
  const start = c.at;
  const end = c.chars.indexOf('}', start);
  const inside = end === -1 ? '' : c.chars.slice(start + 1, end).join('');
  const bounds = /^(\d{1,3})(,(\d{1,3})?)?$/.exec(inside);
  if (!bounds) throw new Refused('bounds', start);
  const least = Number(bounds[1]);
  const most = bounds[3] === undefined ? least : Number(bounds[3]);
  if (least > most || most > MAX_REPEAT || most === 0) throw new Refused('bounds', start);
  c.at = end + 1;
  return { source: `{${inside}}`, most: most + 1 };
}

function readAtom(c: Cursor): Part {
  const start = c.at;
  const char = take(c) ?? '';
  if (char === '^' || char === '$' || char === '.') return { source: char, size: 1 };
  if (char === '[') return { source: readClass(c, start), size: 1 };
  if (char === '\\') return { source: readEscape(c, start), size: 1 };
  if (char === '(') return readGroup(c, start);
  if (char === '*' || char === '+' || char === '?' || char === '{') throw new Refused('nothingToRepeat', start);
  if (char === ']' || char === '}') throw new Refused('bracket', start);
  return { source: literal(char), size: 1 };
}

function readGroup(c: Cursor, start: number): Part {
  if (peek(c) === '?') throw new Refused('special', c.at);
  const inner = readAlternatives(c);
  if (take(c) !== ')') throw new Refused('bracket', start);
  return { source: `(?:${inner.source})`, size: inner.size };
}

function readEscape(c: Cursor, start: number): string {
  const char = take(c);
  if (char === undefined) throw new Refused('escape', start);
  const kind = CLASSES[char.toLowerCase()];
  if (kind && /[dwsDWS]/.test(char)) return `[${char === char.toUpperCase() ? '^' : ''}${kind}]`;
  if (/[\p{L}\p{N}]/u.test(char)) throw new Refused('escape', start);
  return literal(char);
}

function readClass(c: Cursor, start: number): string {
  const negated = peek(c) === '^';
  if (negated) c.at += 1;
  let source = '';
  for (let char = take(c); char !== ']'; char = take(c)) {
    if (char === undefined) throw new Refused('class', start);
    const first = readClassChar(c, char, start);
    if (first.single === undefined || peek(c) !== '-' || (c.chars[c.at + 1] ?? ']') === ']') {
      source += first.source;
      continue;
    }
    c.at += 1;
    const last = readClassChar(c, take(c) ?? '', start);
    if (last.single === undefined || codeOf(first.single) > codeOf(last.single)) throw new Refused('class', start);
    source += `${first.source}-${last.source}`;
  }
  if (source === '') throw new Refused('class', start);
  return `[${negated ? '^' : ''}${source}]`;
}

/** A character of a class, or a whole class such as `\d`, which has no `single`. */
function readClassChar(c: Cursor, char: string, start: number): { source: string; single?: string } {
  if (char === '[') throw new Refused('class', start);
  if (char !== '\\') return { source: literalInClass(char), single: char };
  const next = take(c) ?? '';
  if (/^[dws]$/.test(next)) return { source: CLASSES[next] ?? '' };
  if (next === '' || /[\p{L}\p{N}]/u.test(next)) throw new Refused('escape', c.at - 1);
  return { source: literalInClass(next), single: next };
}

function sized(c: Cursor, source: string, size: number): Part {
  if (size > MAX_SIZE) throw new Refused('big', Math.max(0, c.at - 1));
  return { source, size };
}
const codeOf = (char: string): number => char.codePointAt(0) ?? 0;
const sum = (parts: readonly Part[]): number => parts.reduce((n, p) => n + p.size, 0);
