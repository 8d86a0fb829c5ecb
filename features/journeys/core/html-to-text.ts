const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  copy: '©',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  zwnj: '\u200c',
};

const decode = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{1,8});/gi, (whole, name: string) => {
    if (name[0] !== '#') return ENTITIES[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code > 31 && code < 0x11_0000 ? String.fromCodePoint(code) : '';
  });

type Tag = { name: string; isEnd: boolean; attributes: string };

const UNSEEN = new Set(['head', 'style', 'script', 'title', 'template']);
const PARAGRAPHS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'table',
  'blockquote',
  'section',
  'article',
  'header',
  'footer',
  'pre',
]);
const LINES = new Set(['div', 'tr']);

/**
 * The plain part of a letter: its words, lines where the HTML has blocks, and each link's address beside it. Goes through the text once,
 * from tag to tag, so that nothing that is written takes long.
 */
export function htmlToText(html: string): string {
  const out: string[] = [];
  let link: { address: string; from: number } | undefined;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      out.push(words(html.slice(at)));
      break;
    }
    out.push(words(html.slice(at, open)));
    const close = html.startsWith('<!--', open) ? after(html, '-->', open) : after(html, '>', open);
    const tag = readTag(html.slice(open + 1, close - 1));
    at = close;
    if (!tag) continue;
    if (!tag.isEnd && (UNSEEN.has(tag.name) || isHidden(tag))) at = endOf(html, tag.name, close);
    else if (tag.name === 'a') {
      if (link) out.push(besides(out.slice(link.from).join(''), link.address));
      link = tag.isEnd ? undefined : { address: decode(attribute(tag.attributes, 'href')).trim(), from: out.length };
    } else out.push(...replaced(tag));
  }
  return tidy(out.join(''));
}

const words = (text: string): string => decode(text.replace(/\s+/g, ' '));
const after = (text: string, end: string, from: number): number => {
  const at = text.indexOf(end, from);
  return at < 0 ? text.length + 1 : at + end.length;
};

function readTag(text: string): Tag | undefined {
  const [, end, name = ''] = /^(\/?)([a-z][a-z0-9]*)/i.exec(text) ?? [];
  return name
    ? { name: name.toLowerCase(), isEnd: end === '/', attributes: text.slice(name.length + (end?.length ?? 0), 5_000) }
    : undefined;
}

/** The value of an attribute, as it stands. */
function attribute(attributes: string, name: string): string {
  for (const [, key = '', double, single, bare] of attributes.matchAll(
    /([a-z-]{1,40})\s{0,3}=\s{0,3}(?:"([^"]*)"|'([^']*)'|([^\s"']+))/gi,
  )) {
    if (key.toLowerCase() === name) return double ?? single ?? bare ?? '';
  }
  return '';
}

const isHidden = ({ name, attributes }: Tag): boolean =>
  (name === 'div' || name === 'span') && /display:\s*none/i.test(attribute(attributes, 'style'));

/** Where an element of this name ends: after its next end tag. */
function endOf(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}\\b`, 'gi');
  end.lastIndex = from;
  return end.exec(html) ? after(html, '>', end.lastIndex) : html.length;
}

/** A link's address, unless the words say it already. */
function besides(label: string, address: string): string {
  const shown = label.trim();
  if (!address || address.startsWith('#') || shown === address) return '';
  return shown === '' ? address : ` (${address})`;
}

function replaced({ name, isEnd, attributes }: Tag): string[] {
  if (name === 'br') return ['\n'];
  if (name === 'hr') return ['\n\n———\n\n'];
  if (name === 'li') return isEnd ? [] : ['\n• '];
  if (name === 'img') return [decode(attribute(attributes, 'alt'))];
  if (PARAGRAPHS.has(name)) return ['\n\n'];
  // A break that several elements make together, once.
  if (LINES.has(name)) return ['\r'];
  return (name === 'td' || name === 'th') && isEnd ? [' '] : [];
}

const tidy = (text: string): string =>
  text
    .replace(/\r[\r ]*/g, '\n')
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
