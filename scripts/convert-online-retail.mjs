/**
 * Converts the UCI Online Retail table to the compact file that the demo company is made from:
 * `node scripts/convert-online-retail.mjs online_retail.csv.gz`. Lines without a customer or with a price of zero are left out.
 * Output, gzipped JSON lines: first `{ products: [[code, description], …] }`, then one invoice a line as
 * `[invoice, customer, "YYYY-MM-DDTHH:MM", country, [[product index, quantity, unit price in pence], …]]`, oldest first.
 * An invoice that starts with C is a cancellation, with negative quantities.
 */
import { createReadStream, writeFileSync } from 'node:fs';
import { createGunzip, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse';

const OUT = 'demo/online-retail.jsonl.gz';
const input = process.argv[2];
if (!input) throw new Error('Give the path of online_retail.csv.gz');

const products = new Map();
const invoices = new Map();
for await (const row of createReadStream(input)
  .pipe(createGunzip())
  .pipe(parse({ columns: true }))) {
  const pence = Math.round(Number(row.UnitPrice) * 100);
  const quantity = Number(row.Quantity);
  if (!row.CustomerID || pence <= 0 || quantity === 0) continue;
  if (!products.has(row.StockCode)) products.set(row.StockCode, [products.size, row.Description.trim()]);
  const [product] = products.get(row.StockCode);
  const key = row.InvoiceNo;
  const invoice = invoices.get(key) ?? [
    key,
    String(Number(row.CustomerID)),
    row.InvoiceDate.slice(0, 16).replace(' ', 'T'),
    row.Country,
    [],
  ];
  invoice[4].push([product, quantity, pence]);
  invoices.set(key, invoice);
}
const sorted = [...invoices.values()].sort((a, b) => a[2].localeCompare(b[2]) || a[0].localeCompare(b[0]));
const header = { products: [...products].map(([code, [, description]]) => [code, description]) };
const text = [header, ...sorted].map((line) => JSON.stringify(line)).join('\n');
writeFileSync(OUT, gzipSync(text, { level: 9 }));
const lines = sorted.reduce((n, i) => n + i[4].length, 0);
process.stdout.write(`${sorted.length} invoices, ${lines} lines, ${products.size} products → ${OUT}\n`);
