const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** References that browsers replace without a semicolon, unless a letter, a digit or `=` follows. */
const OLD = new Set(
  `aacute acirc acute aelig agrave amp aring atilde auml brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12
   frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc ograve ordf ordm oslash
   otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml`.split(
    /\s+/,
  ),
);

const REFERENCE = /&(?:#x([0-9a-f]{1,6});|#([0-9]{1,7});|(amp|lt|gt|quot|apos);|#|([a-z][a-z0-9]*)([=;]?))/gi;

/**
 * The address that stands in an attribute of HTML, as browsers read it. @returns undefined when it has references beyond the plain ones,
 * of which browsers alone know what they mean.
 */
export function readAddress(raw: string): string | undefined {
  let strange = false;
  const text = raw.replace(REFERENCE, (whole, hex?: string, decimal?: string, named?: string, other?: string, next?: string) => {
    if (named !== undefined && NAMED[named] !== undefined) return NAMED[named];
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number.parseInt(decimal, 10) : -1;
    if ((code >= 0x20 && code < 0x7f) || (code > 0x9f && code < 0xd800)) return String.fromCodePoint(code);
    strange ||= other === undefined || next === ';' || (next === '' && OLD.has(other.toLowerCase()));
    return whole;
  });
  return strange || text.includes('\0') ? undefined : text;
}
