/** Sums of larger ones would overflow. */
const LARGEST = 1e15;
const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;

function numberOf(raw: unknown): number | undefined {
  const value = typeof raw === 'string' && NUMBER.test(raw.trim()) ? Number(raw) : raw;
  return typeof value === 'number' && Math.abs(value) <= LARGEST ? value : undefined;
}

/** What an event is worth: `revenue`, else `value`, else `total`; numbers, or text that is exactly a number. */
export function eventValue(properties: Record<string, unknown>): number | null {
  const { revenue, value, total } = properties;
  return numberOf(revenue) ?? numberOf(value) ?? numberOf(total) ?? null;
}

/** ISO 4217 code in upper case, or null. */
export function eventCurrency(properties: Record<string, unknown>): string | null {
  const { currency } = properties;
  return typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency) ? currency.toUpperCase() : null;
}
