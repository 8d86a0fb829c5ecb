import { readAddress } from './attribute-address';

/** Elements whose content is text, whatever it looks like. */
const RAW = new Set(['style', 'script', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes']);
/** By which a template says that a link is to be left alone. */
const PLAIN = 'data-tessera';
const SPACE = new Set(['\t', '\n', '\f', '\r', ' ']);

type Place = { from: number; to: number; raw: string };

/**
 * Gives the links (`<a href>`) of an HTML text other addresses: `change` gets each address as a browser reads it and answers with the new
 * one, or undefined to leave it. Everything else stays as it is, letter by letter. Tags are read as HTML says it; whatever is no plain
 * link by that (in a comment, in a style, half written, with a reference that only browsers know) is left alone, and so is a link with
 * `data-tessera="plain"`.
 */
export function mapLinks(html: string, change: (address: string) => string | undefined): string {
  const out: string[] = [];
  let done = 0;
  for (const { href } of tagsOf(html)) {
    const address = href && readAddress(href.raw);
    const changed = address === undefined ? undefined : change(address);
    if (href && changed !== undefined) {
      out.push(html.slice(done, href.from), `"${escapeAttribute(changed)}"`);
      done = href.to;
    }
  }
  return out.join('') + html.slice(done);
}

/** Where the last end tag of the body begins that browsers see as one; undefined when there is none. */
export function lastBodyEnd(html: string): number | undefined {
  let last: number | undefined;
  for (const { closes, at } of tagsOf(html)) if (closes === 'body') last = at;
  return last;
}

/** The tags and comments of an HTML text, up to where it ends inside one. */
function* tagsOf(html: string): Generator<Tag & { at: number }> {
  for (let at = html.indexOf('<'); at >= 0; ) {
    const tag = readTag(html, at);
    if (!tag) return;
    yield { ...tag, at };
    at = html.indexOf('<', RAW.has(tag.opens) ? endOfRaw(html, tag.opens, tag.end) : tag.end);
  }
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Tag = { end: number; opens: string; closes: string; href?: Place };

/** The tag, comment or lone `<` at this place; undefined when the text ends inside it. */
function readTag(html: string, at: number): Tag | undefined {
  if (html.startsWith('<!--', at)) return upTo(endOfComment(html, at));
  const [, end = '', name = ''] = /^<(\/?)([a-z][^\t\n\f\r />]*)/i.exec(html.slice(at, at + 200)) ?? [];
  if (name) return readAttributes(html, at + 1 + end.length + name.length, end ? { closes: name } : { opens: name });
  // What follows is a comment of another kind, or a `<` that stands for itself.
  return /[!?/]/.test(html[at + 1] ?? '') ? upTo(after(html, '>', at + 1)) : upTo(at + 1);
}

const upTo = (end: number | undefined): Tag | undefined => (end === undefined ? undefined : { end, opens: '', closes: '' });

function endOfComment(html: string, at: number): number | undefined {
  const short = /^<!--(-?)>/.exec(html.slice(at, at + 6));
  if (short) return at + short[0].length;
  const end = /--!?>/g;
  end.lastIndex = at + 4;
  return end.exec(html) ? end.lastIndex : undefined;
}

function after(html: string, end: string, from: number): number | undefined {
  const at = html.indexOf(end, from);
  return at < 0 ? undefined : at + end.length;
}

function readAttributes(html: string, from: number, named: { opens?: string; closes?: string }): Tag | undefined {
  const [opens, closes] = [named.opens?.toLowerCase() ?? '', named.closes?.toLowerCase() ?? ''];
  let at = from;
  let href: Place | undefined;
  let plain = false;
  const skip = (more = '') => {
    while (at < html.length && (SPACE.has(html[at] ?? '') || html[at] === more)) at += 1;
  };
  for (;;) {
    skip('/');
    if (at >= html.length) return undefined;
    if (html[at] === '>') return { end: at + 1, opens, closes, ...(href && opens === 'a' && !plain ? { href } : {}) };
    const nameFrom = at;
    at += 1;
    while (at < html.length && !SPACE.has(html[at] ?? '') && !'/>='.includes(html[at] ?? '')) at += 1;
    const name = html.slice(nameFrom, at).toLowerCase();
    skip();
    if (html[at] !== '=') continue;
    at += 1;
    skip();
    const value = readValue(html, at);
    if (!value) return undefined;
    at = value.to;
    if (name === 'href') href ??= value;
    plain ||= name === PLAIN && value.raw === 'plain';
  }
}

function readValue(html: string, from: number): Place | undefined {
  const quote = html[from];
  if (quote === '"' || quote === "'") {
    const end = html.indexOf(quote, from + 1);
    return end < 0 ? undefined : { from, to: end + 1, raw: html.slice(from + 1, end) };
  }
  let to = from;
  while (to < html.length && !SPACE.has(html[to] ?? '') && html[to] !== '>') to += 1;
  return { from, to, raw: html.slice(from, to) };
}

/** Where the end tag of an element of raw text begins; the end of the text when there is none. */
function endOfRaw(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}
