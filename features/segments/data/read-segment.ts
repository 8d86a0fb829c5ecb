import type { AnySql } from '@/db/client';
import { nodeSchema, type RuleNode } from '../schema';
import type { SegmentState } from '../types';

/** A segment as it is stored. `rule` is undefined when the stored one no longer fits the schema (state `invalid`). */
export type Segment = {
  id: string;
  name: string;
  description: string;
  labels: string[];
  rule: RuleNode | undefined;
  version: number;
  status: 'active' | 'archived';
  state: SegmentState;
  error: string | null;
  size: number;
  /** From 0 to 1 while the first full evaluation runs. */
  progress: number | null;
  createdAt: Date;
  updatedAt: Date;
  evaluatedAt: Date | null;
  dependsOn: string[];
};

type Row = Omit<Segment, 'rule'> & { rule: unknown };

/** @returns undefined when there is no such segment; archived ones are found too. */
export async function readSegment(tx: AnySql, id: string): Promise<Segment | undefined> {
  const [row] = await tx<Row[]>`
    select id, name, description, labels, rule, version, status, state, error, size::float8 as size, progress,
           created_at as "createdAt", updated_at as "updatedAt", evaluated_at as "evaluatedAt",
           coalesce((select array_agg(depends_on order by depends_on) from segment_dependencies where segment_id = s.id), '{}') as "dependsOn"
    from segments s where id = ${id}`;
  if (!row) return undefined;
  const rule = nodeSchema.safeParse(row.rule);
  return { ...row, rule: rule.success ? rule.data : undefined };
}
