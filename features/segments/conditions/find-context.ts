import type { TransactionSql } from '@/db/client';
import type { Standing } from '@/features/consent/types';
import type { Catalogue, Finding } from './types';

/** The person that a rule is explained for. */
export type ExplainedPerson = { id: string; columns: Record<string, unknown>; traits: Record<string, unknown>; standing: Standing };

/** One snapshot of the database in which one person is explained at `now`. */
export type FindContext = { tx: TransactionSql; person: ExplainedPerson; now: Date; catalogue: Catalogue };

/** Looks up what a condition looks at for one person. Whether it is met is not its business: the compiled rule answers that. */
export type Find<C> = (condition: C, context: FindContext) => Finding | Promise<Finding>;
