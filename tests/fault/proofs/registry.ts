import { emailKill } from './email-kill';
import { erasureDump } from './erasure/dump';
import { erasureKill } from './erasure/kill';
import { lateEvent } from './erasure/late-event';
import { neighbours } from './erasure/neighbours';
import { injection } from './injection/injection';
import { listKill } from './lists/list-kill';
import { pullKill } from './pull-kill';
import { restore } from './restore';
import { hostileRules } from './rules/hostile-rules';
import { rules } from './rules/rules';
import type { Proof } from './types';
import { withdrawal } from './withdrawal';

/** By the name of `npm run prove -- NAME`. */
export const proofs: Record<string, Proof> = {
  'erasure-dump': erasureDump,
  'late-event': lateEvent,
  neighbours,
  'erasure-kill': erasureKill,
  restore,
  'pull-kill': pullKill,
  'email-kill': emailKill,
  'list-kill': listKill,
  withdrawal,
  rules,
  'hostile-rules': hostileRules,
  injection,
};
