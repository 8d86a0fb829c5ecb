import type { Proof } from './types';

/** By the name of `npm run prove -- NAME`. */
export const proofs: Record<string, Proof> = {};
