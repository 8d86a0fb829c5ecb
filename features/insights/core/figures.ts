import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';

/**
 * A number of a dashboard, by the people behind it. In the address it is a short text: `repeat`, `cohort:2026-03`,
 * `retained:2026-03:2`, `risk:0.8:1`.
 */
export type Figure =
  /** Who ordered in the period; ordered twice; had a refund; either. */
  | { name: 'customers' | 'repeat' | 'refunded' | 'traded' }
  /** Who ordered, or had a refund, in one day or month of the period. */
  | { name: 'ordered' | 'moved'; when: string }
  /** Whose first order was in this month, with what they did up to so many months later; and who of them ordered in that month. */
  | { name: 'cohort'; month: string; months?: number | undefined }
  | { name: 'retained'; month: string; months: number }
  /** Customers first known from this source; null: from none that is known. */
  | { name: 'source'; source: string | null }
  /** Customers whose trait lies in `[low, high)`, `high` included when it is the end; null is open. */
  | { name: RangedFigure; low: number | null; high: number | null; closed: boolean }
  /** Customers of one cell of the grid of recency and frequency. */
  | { name: 'rfm'; recency: number; frequency: number };

/** `value`: predicted value. `historic`: net revenue so far. `risk`: probability of no purchase. */
export type RangedFigure = 'value' | 'historic' | 'risk';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const WHEN = /^\d{4}-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?$/;

const bound = (text: string | undefined): number | null | undefined => {
  if (text === undefined || text === '') return null;
  const n = Number(text);
  return Number.isFinite(n) ? n : undefined;
};

const score = (text: string | undefined): number | undefined => (text !== undefined && /^[1-5]$/.test(text) ? Number(text) : undefined);

/** Reads a figure from its text; undefined when it is none. */
export function readFigure(text: string): Figure | undefined {
  const [name = '', a, b, c] = text.split(':');
  switch (name) {
    case 'customers':
    case 'repeat':
    case 'refunded':
    case 'traded':
      return a === undefined ? { name } : undefined;
    case 'ordered':
    case 'moved':
      return a !== undefined && WHEN.test(a) && !Number.isNaN(Date.parse(a)) ? { name, when: a } : undefined;
    case 'cohort':
      if (a === undefined || !MONTH.test(a) || (b !== undefined && !/^\d{1,3}$/.test(b))) return undefined;
      return { name, month: a, ...(b === undefined ? {} : { months: Number(b) }) };
    case 'retained':
      return a !== undefined && MONTH.test(a) && b !== undefined && /^\d{1,3}$/.test(b) ? { name, month: a, months: Number(b) } : undefined;
    case 'source':
      return a === undefined ? { name, source: null } : { name, source: text.slice('source:'.length) };
    case 'value':
    case 'historic':
    case 'risk': {
      const [low, high] = [bound(a), bound(b)];
      return low === undefined || high === undefined ? undefined : { name, low, high, closed: c === 'closed' };
    }
    case 'rfm': {
      const [recency, frequency] = [score(a), score(b)];
      return recency === undefined || frequency === undefined ? undefined : { name, recency, frequency };
    }
    default:
      return undefined;
  }
}

/** The text of a figure; `readFigure` reads it back. */
export function writeFigure(figure: Figure): string {
  switch (figure.name) {
    case 'ordered':
    case 'moved':
      return `${figure.name}:${figure.when}`;
    case 'cohort':
      return `cohort:${figure.month}${figure.months === undefined ? '' : `:${figure.months}`}`;
    case 'retained':
      return `retained:${figure.month}:${figure.months}`;
    case 'source':
      return figure.source === null ? 'source' : `source:${figure.source}`;
    case 'value':
    case 'historic':
    case 'risk':
      return `${figure.name}:${figure.low ?? ''}:${figure.high ?? ''}${figure.closed ? ':closed' : ''}`;
    case 'rfm':
      return `rfm:${figure.recency}:${figure.frequency}`;
    default:
      return figure.name;
  }
}

/** A figure as it stands in an address. */
export const figureText = z
  .string()
  .max(300)
  .transform((text, ctx) => {
    const figure = readFigure(text);
    if (figure) return figure;
    ctx.addIssue({ code: 'custom', message: keyed('insight.noFigure', 'There is no such figure.') });
    return z.NEVER;
  });
