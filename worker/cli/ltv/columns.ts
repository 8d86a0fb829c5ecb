import { readDay } from './dates';

/** Where things stand in a row, as positions. `amount` is one column or the product of two. */
export type Columns = { customer: number; date: number; amount: number | { quantity: number; price: number } };
export type Given = {
  customer?: string | undefined;
  date?: string | undefined;
  amount?: string | undefined;
  quantity?: string | undefined;
  price?: string | undefined;
};

const known = {
  customer: [
    'customer_id',
    'customerid',
    'customer',
    'user_id',
    'userid',
    'client_id',
    'clientid',
    'client',
    'buyer_id',
    'account_id',
    'cust_id',
    'custid',
    'person_id',
    'id',
    'email',
  ],
  date: [
    'date',
    'order_date',
    'orderdate',
    'invoicedate',
    'invoice_date',
    'purchase_date',
    'transaction_date',
    'datetime',
    'timestamp',
    'occurred_at',
    'ordered_at',
    'created_at',
    'day',
    'time',
  ],
  amount: [
    'amount',
    'revenue',
    'value',
    'order_value',
    'total',
    'order_total',
    'total_price',
    'sales',
    'spend',
    'spent',
    'dollars',
    'monetary_value',
    'net',
    'price',
  ],
  quantity: ['quantity', 'qty', 'units'],
  price: ['unitprice', 'unit_price', 'price'],
} as const;

const folded = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

const isNumber = (text: string): boolean => /^-?\d+([.,]\d+)?$/.test(text.trim());

/** A first line without a name in it is no header. */
export const isHeader = (first: readonly string[]): boolean =>
  first.every((cell) => cell.trim() !== '' && !isNumber(cell) && readDay(cell.trim(), 'dmy') === undefined);

/**
 * Finds the columns by what was given (a name, or a number from 1), else by their names, else (no header) by what they hold.
 * @returns the columns, or what is missing in words
 */
export function findColumns(header: readonly string[] | null, rows: readonly string[][], given: Given): Columns | { missing: string } {
  const width = header?.length ?? rows[0]?.length ?? 0;
  const at = (what: keyof typeof known): number | undefined | { missing: string } => {
    const wanted = given[what];
    if (wanted !== undefined) return placeOf(wanted, header, width) ?? { missing: `there is no column ${wanted}` };
    const found = header ? known[what].map((name) => header.findIndex((cell) => folded(cell) === name)).find((n) => n >= 0) : undefined;
    return found;
  };
  const [customer, date, single, quantity, price] = [at('customer'), at('date'), at('amount'), at('quantity'), at('price')];
  for (const found of [customer, date, single, quantity, price]) if (typeof found === 'object') return found;
  const guessed = header ? {} : byContent(rows);
  const who = (customer as number | undefined) ?? guessed.customer;
  const when = (date as number | undefined) ?? guessed.date;
  if (who === undefined) return { missing: 'no column looks like the customer: give --customer-column' };
  if (when === undefined) return { missing: 'no column looks like the date: give --date-column' };
  const named = given.amount !== undefined || (single !== undefined && single !== price);
  if (!named && quantity !== undefined && price !== undefined)
    return { customer: who, date: when, amount: { quantity: quantity as number, price: price as number } };
  const amount = (single as number | undefined) ?? guessed.amount;
  if (amount === undefined)
    return { missing: 'no column looks like the amount: give --amount-column, or --quantity-column and --price-column' };
  return { customer: who, date: when, amount };
}

function placeOf(wanted: string, header: readonly string[] | null, width: number): number | undefined {
  const named = header ? header.findIndex((cell) => cell.trim() === wanted || folded(cell) === folded(wanted)) : -1;
  if (named >= 0) return named;
  const number = Number(wanted);
  return Number.isInteger(number) && number >= 1 && number <= width ? number - 1 : undefined;
}

/** Without a header: the first column is the customer, the one with dates the date, the last with numbers beside them the amount. */
function byContent(rows: readonly string[][]): Partial<{ customer: number; date: number; amount: number }> {
  const width = rows[0]?.length ?? 0;
  const all = (column: number, fits: (cell: string) => boolean) => rows.every((row) => fits((row[column] ?? '').trim()));
  const columns = Array.from({ length: width }, (_, i) => i);
  const date = columns.find((i) => i > 0 && all(i, (cell) => isLikelyDay(cell)));
  const amount = columns.filter((i) => i !== date && i > 0 && all(i, isNumber)).at(-1);
  return { customer: 0, ...(date === undefined ? {} : { date }), ...(amount === undefined ? {} : { amount }) };
}

const isLikelyDay = (cell: string): boolean => {
  const day = readDay(cell, 'dmy') ?? readDay(cell, 'mdy');
  return day !== undefined && day > -25_000 && day < 75_000;
};
