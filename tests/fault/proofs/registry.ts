import { emailKill } from './email-kill';
import type { Proof } from './types';
import { withdrawal } from './withdrawal';

/** By the name of `npm run prove -- NAME`. */
export const proofs: Record<string, Proof> = {
  'email-kill': emailKill,
  withdrawal,
};
