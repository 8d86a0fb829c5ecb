import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

export type Line = { sku: string; name: string; quantity: number; pence: number };
/** One invoice of the real data, moved in time. `originalDate` is the date as it was. */
export type Invoice = { id: string; customer: string; at: Date; originalDate: string; country: string; lines: Line[]; isRefund: boolean };
export type Purchases = { invoices: Invoice[]; weeks: number };

const WEEK = 7 * 24 * 3600 * 1000;
const FILE = join('demo', 'online-retail.jsonl.gz');

type Header = { products: [string, string][] };
type Raw = [string, string, string, string, [number, number, number][]];

/**
 * The real purchases of Online Retail, all moved by the same whole number of weeks, the largest that leaves the last one before today
 * (UTC): weekdays and seasons keep their shape.
 */
export async function readPurchases(now: Date, folder = process.cwd()): Promise<Purchases> {
  const lines = createInterface({ input: createReadStream(join(folder, FILE)).pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY });
  let header: Header | undefined;
  const raw: Raw[] = [];
  for await (const line of lines) {
    if (header) raw.push(JSON.parse(line) as Raw);
    else header = JSON.parse(line) as Header;
  }
  const last = raw.at(-1);
  if (!header || !last) throw new Error(`${FILE} holds no purchases`);
  const { products } = header;
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const weeks = Math.floor((today - 1 - Date.parse(`${last[2]}:00Z`)) / WEEK);
  const invoices = raw.map(
    ([id, customer, date, country, items]): Invoice => ({
      id,
      customer,
      at: new Date(Date.parse(`${date}:00Z`) + weeks * WEEK),
      originalDate: date,
      country,
      isRefund: id.startsWith('C'),
      lines: items.map(([product, quantity, pence]) => {
        const [sku = '', name = ''] = products[product] ?? [];
        return { sku, name, quantity: Math.abs(quantity), pence };
      }),
    }),
  );
  return { invoices, weeks };
}

/** Sum of an invoice in pence, always positive. */
export const totalPence = (invoice: Invoice): number => invoice.lines.reduce((sum, l) => sum + l.quantity * l.pence, 0);
