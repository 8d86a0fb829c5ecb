import { surfaceOf } from './gated';
import type { Operation } from './openapi';

/** The operations that route modules export, each under its path. */
export function operationsOf(routes: Record<string, Record<string, unknown>>): Operation[] {
  return Object.entries(routes).flatMap(([path, module]) =>
    Object.entries(module).flatMap(([method, handler]) => {
      const surface = surfaceOf(handler);
      return surface ? [{ path, method, surface }] : [];
    }),
  );
}
