import { foldDigits } from '@/lib/digits';
import type { DateOrder, ValueType } from '../schema';

export type Converted = { ok: true; value: unknown } | { ok: false; reason: string; key: ValueFault; value: string };

type ValueFault = 'row.notBoolean' | 'row.notDate' | 'row.notJson' | 'row.notNumber' | 'row.hugeNumber';

const refused = (key: ValueFault, text: string, what: string): Converted => {
  const value = text.slice(0, 40);
  return { ok: false, reason: `“${value}” is ${what}.`, key, value };
};

const TRUE = new Set(['true', 'yes', 'y', '1', 'ja', 'oui', 'si', 'да', '是', 'بله']);
const FALSE = new Set(['false', 'no', 'n', '0', 'nein', 'non', 'нет', '否', 'خیر']);

/** Reads one cell as the type chosen for its column. The cell is not empty. */
export function convertValue(cell: string, type: ValueType, order: DateOrder | undefined): Converted {
  const text = cell.trim();
  if (type === 'string') return { ok: true, value: text };
  if (type === 'number') return toNumber(text);
  if (type === 'boolean') {
    const word = text.toLowerCase();
    if (TRUE.has(word)) return { ok: true, value: true };
    if (FALSE.has(word)) return { ok: true, value: false };
    return refused('row.notBoolean', text, 'neither yes nor no');
  }
  if (type === 'json') return toJson(text);
  const date = parseDate(text, order ?? 'ymd');
  return date ? { ok: true, value: date.toISOString() } : refused('row.notDate', text, 'not a date written as chosen');
}

function toJson(text: string): Converted {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // A fault of the cell, reported as such by the caller.
    return refused('row.notJson', text, 'no JSON');
  }
}

/** Accepts 1234.5, 1,234.50, 1.234,50 and 1 234,5; refuses what could be read in two ways only when it is not a plain number. */
function toNumber(text: string): Converted {
  const plain = foldDigits(text)
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace(/^[£$€¥]|[£$€¥%]$/g, '');
  const decimal = /^-?\d{1,3}(\.\d{3})+,\d+$|^-?\d+,\d{1,2}$/.test(plain)
    ? plain.replace(/\./g, '').replace(',', '.')
    : plain.replace(/,(?=\d{3}(\D|$))/g, '');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/.test(decimal)) return refused('row.notNumber', text, 'not a number');
  const value = Number(decimal);
  return Number.isFinite(value) ? { ok: true, value } : refused('row.hugeNumber', text, 'too large a number');
}

const YMD = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const PARTS = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** Reads a date, or a date and time (UTC when no zone is given). @returns undefined for what is not one, as 2026-02-30. */
export function parseDate(input: string, order: DateOrder): Date | undefined {
  const text = foldDigits(input.trim());
  if (order === 'unix' || order === 'unix_ms') {
    if (!/^\d{1,15}(\.\d+)?$/.test(text)) return undefined;
    const date = new Date(Number(text) * (order === 'unix' ? 1000 : 1));
    return Number.isNaN(date.getTime()) ? undefined : date;
  }
  const [datePart = '', clockPart] = text.split(/[T ](?=\d{1,2}:)/);
  const match = (order === 'ymd' ? YMD : PARTS).exec(datePart);
  if (!match) return undefined;
  const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return clockPart === undefined ? date : withClock(date, clockPart);
}

function withClock(date: Date, text: string): Date | undefined {
  const clock = CLOCK.exec(text);
  if (!clock) return undefined;
  const [hours, minutes, seconds] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const ms = clock[4] ? Number(`0.${clock[4]}`) * 1000 : 0;
  const zone = clock[5] && clock[5] !== 'Z' ? clock[5].replace(':', '') : '+0000';
  const offset = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5)));
  return new Date(date.getTime() + ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + Math.floor(ms));
}
