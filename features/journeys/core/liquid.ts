import { Liquid, type LiquidOptions, type Template } from 'liquidjs';
import { MAX_HTML } from '../constants';

/*
 * Templates are written by staff and filled with what strangers typed. So: values are escaped wherever they are put out and nothing turns
 * that off; only what an object owns can be read; no file is opened; and what is rendered has limits of time and size. Whatever is not on
 * these lists does not exist.
 */
const TAGS = ['assign', 'capture', 'case', 'comment', 'cycle', 'if', 'unless', 'for', 'break', 'continue', 'echo', '#'];
const FILTERS = [
  ...['abs', 'at_least', 'at_most', 'ceil', 'divided_by', 'floor', 'minus', 'modulo', 'plus', 'round', 'times'],
  ...['append', 'prepend', 'capitalize', 'upcase', 'downcase', 'strip', 'lstrip', 'rstrip', 'strip_html', 'strip_newlines'],
  ...['replace', 'replace_first', 'remove', 'remove_first', 'truncate', 'truncatewords', 'slice', 'split', 'normalize_whitespace'],
  ...['first', 'last', 'join', 'size', 'reverse', 'sort', 'uniq', 'compact', 'map', 'where', 'sum', 'concat'],
  ...['date', 'default', 'escape', 'url_encode'],
];

const LIMITS = { parseLimit: MAX_HTML + 1_000, renderLimit: 200, memoryLimit: 2_000_000 } as const;

function engineWith(options: LiquidOptions): Liquid {
  const engine = new Liquid({
    ...LIMITS,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    dynamicPartials: false,
    templates: {},
    timezoneOffset: 0,
    locale: 'en',
    ...options,
  });
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) delete engine.filters[name];
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name];
  return engine;
}

const engines = { html: engineWith({ outputEscape: 'escape' }), text: engineWith({}) };

/** `html`: values are escaped. `text`: for subject and plain part, which know no mark-up. */
export type Kind = keyof typeof engines;

export type Fault = { line: number; message: string };
export type Compiled = { kind: Kind; templates: Template[] };

const known = new Map<string, Compiled>();
const KEPT = 200;

/** Reads a template. @returns it, or what is wrong with it in which line. */
export function compile(kind: Kind, source: string): Compiled | Fault {
  const key = `${kind}:${source}`;
  const found = known.get(key);
  if (found) return found;
  try {
    const compiled = { kind, templates: engines[kind].parse(source) };
    if (known.size >= KEPT) known.clear();
    known.set(key, compiled);
    return compiled;
  } catch (error) {
    return faultOf(error);
  }
}

/** Fills a template. @returns the text, or why it could not be filled. */
export function fill({ kind, templates }: Compiled, values: Readonly<Record<string, unknown>>): string | Fault {
  try {
    return String(engines[kind].renderSync(templates, plain(values) as object));
  } catch (error) {
    return faultOf(error);
  }
}

/** The variables that a template reads, as paths: `profile.first_name`. */
export function variablesOf({ kind, templates }: Compiled): string[] {
  const segments = engines[kind].globalVariableSegmentsSync(templates);
  const paths = segments.map((path) => path.filter((part) => typeof part === 'string' || typeof part === 'number').join('.'));
  return [...new Set(paths)].sort();
}

/** Values as data only: what has behaviour (dates, functions, classes with `toString` or `toLiquid`) is left behind. */
const plain = (values: unknown): unknown => JSON.parse(JSON.stringify(values ?? {})) as unknown;

function faultOf(error: unknown): Fault {
  const { message = '', token } = error as { message?: string; token?: { getPosition?: () => [number, number] } };
  const line = token?.getPosition?.()[0] ?? Number(/line:(\d+)/.exec(message)?.[1] ?? 1);
  return { line, message: message.replace(/, line:.*$/s, '').slice(0, 300) };
}
