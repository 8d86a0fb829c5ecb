import { expect, test } from 'vitest';
import { mappingSchema } from '../schema';
import { convertValue, parseDate } from './convert-value';
import { detectFormat } from './detect-format';
import { rowToEvent } from './row-to-event';
import { suggestMapping } from './suggest-mapping';

const bytes = (text: string) => new TextEncoder().encode(text);

test('detects delimiter, encoding and byte-order mark', () => {
  expect(detectFormat(bytes('\uFEFFid;name\n1;"a;b"\n2;c\n'))).toMatchObject({ delimiter: ';', encoding: 'utf-8', hasBom: true });
  expect(detectFormat(bytes('id\tname\n1\ta\n'))).toMatchObject({ delimiter: '\t', hasBom: false });
  expect(detectFormat(new Uint8Array(Buffer.from('id,name\n1,Zo\xeb\n2,Ren\xe9\n', 'latin1')))).toMatchObject({ encoding: 'windows-1252' });
  expect(detectFormat(new Uint8Array(Buffer.from('\uFEFFid,name\n', 'utf16le')))).toMatchObject({ encoding: 'utf-16le', hasBom: true });
  expect(detectFormat(bytes('id,name\n1,Łukasz\n2,Жуков\n3,王小明\n'))).toMatchObject({ encoding: 'utf-8' });
});

test('reads dates as chosen and refuses days that do not exist', () => {
  expect(parseDate('03/04/2026', 'dmy')?.toISOString()).toBe('2026-04-03T00:00:00.000Z');
  expect(parseDate('03/04/2026', 'mdy')?.toISOString()).toBe('2026-03-04T00:00:00.000Z');
  expect(parseDate('2026-02-30', 'ymd')).toBeUndefined();
  expect(parseDate('2026-03-01T10:00:00+02:00', 'ymd')?.toISOString()).toBe('2026-03-01T08:00:00.000Z');
  expect(parseDate('1767225600', 'unix')?.toISOString()).toBe('2026-01-01T00:00:00.000Z');
  expect(parseDate('2026-01-01 25:00', 'ymd')).toBeUndefined();
});

test('reads numbers in the usual spellings', () => {
  for (const [text, value] of [
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['12,5', 12.5],
    ['£42.10', 42.1],
    ['۱۲۳', 123],
    ['-3', -3],
  ] as const) {
    expect(convertValue(text, 'number', undefined)).toEqual({ ok: true, value });
  }
  for (const text of ['abc', '1e999', '1.2.3', '']) expect(convertValue(text, 'number', undefined).ok).toBe(false);
});

const mapping = mappingSchema.parse({
  rows: 'people',
  key: 0,
  columns: [
    { kind: 'identifier', type: 'user_id' },
    { kind: 'identifier', type: 'email' },
    { kind: 'trait', name: 'age', type: 'number' },
    { kind: 'identifier', type: 'external', externalType: 'loyalty_card' },
  ],
});
const header = ['id', 'email', 'age', 'card'];
const row = (...cells: string[]) => ({ line: 7, endLine: 7, raw: cells.join(), cells });

test('turns a row into an identify call with a stable message id', () => {
  const first = rowToEvent(row('u1', 'a@example.com', '42', 'L9'), mapping, header, 'hash');
  expect(first).toEqual({
    ok: true,
    event: {
      type: 'identify',
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      userId: 'u1',
      traits: { age: 42, email: 'a@example.com' },
      context: { externalIds: [{ id: 'L9', type: 'loyalty_card', collection: 'users', encoding: 'none' }] },
    },
  });
  expect(rowToEvent(row('u1', 'a@example.com', '42', 'L9'), mapping, header, 'hash')).toEqual(first);
});

test('names the fault of a bad row', () => {
  const code = (...cells: string[]) => {
    const result = rowToEvent(row(...cells), mapping, header, 'hash');
    return result.ok ? 'ok' : result.code;
  };
  expect(code('', 'a@example.com', '', '')).toBe('no_key');
  expect(code('u1', 'not-an-address', '', '')).toBe('bad_identifier');
  expect(code('u1', '', 'old', '')).toBe('bad_value');
  expect(code('u1', '', '', '')).toBe('ok');
});

test('suggests a mapping that the schema accepts', () => {
  const people = suggestMapping(
    ['Customer ID', 'E-mail', 'First name', 'Birthday', 'Points'],
    [['1', 'a@example.com', 'Ann', '31.12.1990', '5']],
  );
  expect(people).toMatchObject({ rows: 'people', key: 0 });
  expect(people.columns.map((c) => ('name' in c ? `${c.name}:${c.type}` : c.kind))).toEqual([
    'identifier',
    'identifier',
    'first_name:string',
    'birthday:date',
    'points:number',
  ]);
  expect(mappingSchema.safeParse(people).success).toBe(true);
  const orders = suggestMapping(['Order ID', 'Email', 'Order date', 'Total'], [['A1', 'a@example.com', '2026-01-02', '9.50']]);
  expect(orders).toMatchObject({ rows: 'events', eventName: 'Order Completed', key: 1 });
  expect(mappingSchema.safeParse(orders).success).toBe(true);
});

test('refuses a mapping without a key or with two columns in one place', () => {
  const bad = mappingSchema.safeParse({
    rows: 'people',
    key: 1,
    columns: [
      { kind: 'identifier', type: 'email' },
      { kind: 'trait', name: 'a', type: 'string' },
      { kind: 'trait', name: 'a', type: 'string' },
    ],
  });
  expect(bad.success ? [] : bad.error.issues.map((i) => i.path.join('.'))).toEqual(['key', 'columns.2']);
});
