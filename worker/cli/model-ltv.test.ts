import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from './index';
import { formOf, readDay } from './ltv/dates';

const folder = mkdtempSync(join(tmpdir(), 'tessera-ltv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CDNOW = 'tests/fixtures/cdnow/sample.txt';

async function run(input: string, ...more: string[]) {
  const written = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write: (chunk, _, done) => {
        written[name] += chunk;
        done();
      },
    });
  const output = join(folder, 'result.json');
  const code = await runCli(['model', 'ltv', '--input', input, '--output', output, ...more], { out: into('out'), err: into('err') });
  return { code, ...written, result: () => JSON.parse(readFileSync(output, 'utf8')) };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The sample as another program would have written it. */
function cdnowAs(write: (id: string, date: string, amount: string) => string, header = ''): string {
  const rows = readFileSync(CDNOW, 'utf8').trim().split('\n');
  return (
    header +
    rows
      .map((row) => row.trim().split(/\s+/))
      .map(([, id = '', date = '', , amount = '']) => write(id, date, amount))
      .join('\r\n')
  );
}

describe('model ltv', () => {
  it('finds the published figures in the file as it was published: no header, blanks between', async () => {
    const { code, out, result } = await run(CDNOW, '--calibration-end', '1997-09-30');
    expect(code).toBe(0);
    expect(out).toContain('log-likelihood -9582.4292');
    const { models, spend, scores, backtest, input } = result();
    expect(input).toMatchObject({ rows: 6919, firstPurchase: '1997-01-01', lastPurchase: '1998-06-30' });
    expect(models.bgnbd.parameters).toMatchObject({
      r: expect.closeTo(0.24259, 4),
      alpha: expect.closeTo(4.4136, 3),
      a: expect.closeTo(0.79292, 3),
      b: expect.closeTo(2.42589, 2),
    });
    expect(models.mbgnbd).toMatchObject({ logLikelihood: expect.closeTo(-9582.1357, 3), holdout: { mae: expect.closeTo(0.7648, 3) } });
    expect(models.naive.holdout.mae).toBeCloseTo(1.0237, 3);
    expect(spend).toMatchObject({ model: 'gamma_gamma', logLikelihood: expect.closeTo(-4055.9177, 3) });
    expect(backtest.windows).toHaveLength(1);
    expect(scores).toHaveLength(2357);
    expect(scores[0]).toMatchObject({
      customer: '00004',
      frequency: 2,
      expectedHoldout: expect.closeTo(1.26276, 3),
      actualHoldout: 1,
      pAlive: expect.closeTo(0.70614, 3),
    });
  });

  it.each([
    [
      'iso.csv',
      cdnowAs((id, d, a) => `${id},${d.slice(0, 4)}-${d.slice(4, 6)}-${d.slice(6)}T10:00:00Z,${a}`, 'customer_id,order_date,amount\n'),
    ],
    [
      'german.csv',
      cdnowAs(
        (id, d, a) => `${d.slice(6)}.${d.slice(4, 6)}.${d.slice(0, 4)};${a.replace('.', ',')};${id}`,
        '\ufeffDate;Revenue;Customer ID\r\n',
      ),
    ],
    [
      'american.tsv',
      cdnowAs(
        (id, d, a) => `${id}\t${Number(d.slice(4, 6))}/${Number(d.slice(6))}/${d.slice(0, 4)} 8:26\t$${a}`,
        'Customer\tInvoiceDate\tTotal\n',
      ),
    ],
  ])('reads %s alike', async (name, text) => {
    const { code, err, result } = await run(file(name, text), '--calibration-end', '1997-09-30');
    expect([code, err]).toEqual([0, '']);
    expect(result().models.bgnbd.logLikelihood).toBeCloseTo(-9582.4292, 3);
    expect(result().spend.logLikelihood).toBeCloseTo(-4055.9177, 3);
  });

  it('takes quantity and price for the amount, leaves refunds and rows without a customer out, and counts them', async () => {
    const header = 'InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID\n';
    const rows = [
      '1,2,2026-01-01 08:00:00,2.5,a',
      '2,1,2026-02-01 08:00:00,3,a',
      '3,1,2026-02-01 08:00:00,3,b',
      'C4,-1,2026-02-03 08:00:00,3,b',
      '5,1,2026-02-03 08:00:00,3,',
      '6,1,2026-03-03 08:00:00,4,b',
    ];
    const { code, result } = await run(file('lines.csv', header + rows.join('\n')));
    expect(code).toBe(0);
    expect(result().input).toMatchObject({
      rows: 6,
      leftOut: { noCustomer: 1, negative: 1, invalid: 0 },
      columns: { amount: 'Quantity × UnitPrice' },
    });
    expect(result().data).toMatchObject({ customers: 2, repeatPurchases: 2, revenue: 15 });
    expect(result().warnings.join(' ')).toContain('Only 2 customers');
  });

  it('names the lines that cannot be read, and leaves them out when told to', async () => {
    const text = 'customer,date,amount\na,2026-01-01,5\n\na,2026-02-30,5\n"b\nb",2026-01-01,many\na,2026-03-01,7\n';
    const path = file('faults.csv', text);
    const { code, err } = await run(path);
    expect(code).toBe(2);
    expect(err).toContain('line 4: "2026-02-30" is no date');
    expect(err).toContain('line 6: "many" is no amount');
    const left = await run(path, '--skip-invalid');
    expect(left.code).toBe(0);
    expect(left.result().input.leftOut.invalid).toBe(2);
  });

  it.each([
    ['a,b,c\n1,2026-01-01,5\n', [], 'no column looks like the customer'],
    ['customer,date,amount\n1,01/02/2026,5\n', [], '--date-format dmy or mdy'],
    ['customer,date,amount\n1,2026-01-01,5\n2,2026-01-01,5\n', [], 'no customer bought on two different days'],
    [
      'customer,date,amount\n1,2026-01-01,5\n1,2026-01-09,5\n',
      ['--calibration-end', '2027-01-01'],
      'must lie between 2026-01-01 and 2026-01-08',
    ],
    ['customer,date,amount\n1,2026-01-01,5\n', ['--amount-column', 'sum'], 'there is no column sum'],
    ['customer,date,amount\n1,2026-01-01,5\n', ['--model', 'pareto'], '--model'],
    ['', [], 'is empty'],
  ])('says what is wrong with %j', async (text, more, said) => {
    const { code, err } = await run(file('wrong.csv', text), ...more);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe('dates', () => {
  it('are read as written', () => {
    expect(readDay('1970-01-02', 'ymd')).toBe(1);
    expect(readDay('19700102', undefined)).toBe(1);
    expect(readDay('1970-01-02 23:59:59+14:00', 'ymd')).toBe(1);
    expect(readDay('2/1/1970', 'dmy')).toBe(1);
    expect(readDay('1/2/1970', 'mdy')).toBe(1);
    expect(readDay('31/2/1970', 'dmy')).toBeUndefined();
    expect(formOf(['1/2/2026', '13/2/2026'])).toBe('dmy');
    expect(formOf(['1/2/2026', '1/13/2026'])).toBe('mdy');
    expect(formOf(['1/2/2026'])).toBe('unclear');
  });
});
