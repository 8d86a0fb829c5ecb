/** Beginnings that spreadsheet programs read as a formula, their full-width forms among them (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r\0＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One value of a CSV file (RFC 4180). Text that a spreadsheet would run as a formula gets a leading apostrophe, which `readCsvField`
 * takes off again; plain numbers are left as they are.
 */
export function csvField(value: string): string {
  const safe = FORMULA.test(value) && !/^[-+]?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reverses the apostrophe of `csvField`. */
export const readCsvField = (value: string): string => (value.startsWith("'") && FORMULA.test(value.slice(1)) ? value.slice(1) : value);

/** One line with its end. */
export const csvLine = (values: readonly string[]): string => `${values.map(csvField).join(',')}\r\n`;
