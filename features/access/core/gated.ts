import type { z } from 'zod';
import type { Requirement } from '../permissions';

const mark = Symbol.for('tessera.gated');

/** What the gate remembers of a surface, for the permission test and the OpenAPI document. */
export type Surface = {
  kind: 'action' | 'route';
  permission: Requirement;
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  output?: z.ZodType | undefined;
  status?: number | undefined;
  summary?: string | undefined;
};

/** Marks a function as made by the gate. */
export function markGated<F extends object>(fn: F, surface: Surface): F {
  return Object.defineProperty(fn, mark, { value: surface });
}

/** What the gate said when it made this function; undefined for a function that did not come from the gate. */
export function surfaceOf(fn: unknown): Surface | undefined {
  return typeof fn === 'function' ? (fn as { [mark]?: Surface })[mark] : undefined;
}
