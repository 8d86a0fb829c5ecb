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
  text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (name[0] !== '#') return ENTITIES[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code > 31 && code < 0x11_0000 ? String.fromCodePoint(code) : '';
  });

const HIDDEN = /<(head|style|script|title|template)\b[^>]*>[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/gi;
const PREHEADER = /<(div|span)\b[^>]*\bdisplay:\s*none[^>]*>[\s\S]*?<\/\1\s*>/gi;
const LINK = /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>([\s\S]*?)<\/a\s*>/gi;
const IMAGE = /<img\b[^>]*?\balt\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>/gi;

const words = (html: string): string =>
  decode(html.replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();

function linkText(address: string, label: string): string {
  const [shown, target] = [words(label), decode(address).trim()];
  if (!target || target.startsWith('#')) return shown;
  return shown === '' || shown === target ? target : `${shown} (${target})`;
}

/** The plain part of a letter: its words, lines where the HTML has blocks, and each link's address beside it. */
export function htmlToText(html: string): string {
  const text = html
    .replace(HIDDEN, '')
    .replace(PREHEADER, '')
    .replace(IMAGE, (_, a: string | undefined, b: string | undefined) => a ?? b ?? '')
    .replace(/\s+/g, ' ')
    .replace(LINK, (_, a: string | undefined, b: string | undefined, label: string) => escaped(linkText(a ?? b ?? '', label)))
    .replace(/<br\b[^>]*>\s*/gi, '\n')
    .replace(/<li\b[^>]*>\s*/gi, '\n• ')
    .replace(/<hr\b[^>]*>/gi, '\n\n———\n\n')
    .replace(/<\/?(p|h[1-6]|ul|ol|table|blockquote|section|article|header|footer|pre)\b[^>]*>/gi, '\n\n')
    .replace(/<\/?(div|tr)\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, ' ')
    .replace(/<[^>]*>/g, '');
  return decode(text)
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Decoded text that goes once more through the removal of tags. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
