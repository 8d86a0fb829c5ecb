/** A number as PostgreSQL writes a numeric: all digits, no exponent. */
function plainNumber(value: number): string {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(JSON.stringify(value)) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The value as the text by which steps are compared; undefined when it is neither text nor number. */
export function plainText(value: unknown): string | undefined {
  if (typeof value === 'number') return plainNumber(value);
  return typeof value === 'string' ? value : undefined;
}
