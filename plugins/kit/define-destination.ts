import type { z } from 'zod';
import type { Destination, DestinationContext, DestinationRow, RowResult } from './types';

/**
 * Declares a destination. `check`, `deliver` and `erase` are methods, so that destinations of different settings fit one registry.
 * Settings reach the methods parsed by the schema.
 */
export function defineDestination<S extends z.ZodType>(definition: {
  id: string;
  name: string;
  docs: string;
  settings: S;
  suggests?: Destination<z.output<S>>['suggests'];
  limits: { concurrency: number };
  check(row: DestinationRow, context: DestinationContext<z.output<S>>): Promise<RowResult>;
  deliver(rows: readonly DestinationRow[], context: DestinationContext<z.output<S>>): Promise<RowResult[]>;
  erase: Destination<z.output<S>>['erase'];
}): Destination<z.output<S>> {
  return { ...definition, transport: 'each' } as Destination<z.output<S>>;
}
