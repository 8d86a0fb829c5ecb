import type { AnySql } from '@/db/client';
import { compile } from '@/features/segments/core/compile';
import { catalogueFor } from '@/features/segments/data/catalogue';
import { nodeSchema } from '@/features/segments/schema';

/** The profiles that fit a rule now. */
export async function whoFits(tx: AnySql, rule: object): Promise<string[]> {
  const node = nodeSchema.parse(rule);
  const { text, values } = compile(node, {
    scope: { type: 'everyone' },
    now: new Date(Date.now() + 1_000),
    catalogue: await catalogueFor(tx, node),
  });
  const rows = await tx.unsafe<{ profile_id: string }[]>(text, values as never[]);
  return rows.map((row) => row.profile_id).sort();
}
