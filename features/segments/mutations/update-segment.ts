import { isDeepStrictEqual } from 'node:util';
import type { TransactionSql } from '@/db/client';
import { audit } from '@/features/access/audit';
import type { Scope } from '@/features/access/types';
import { AppError } from '@/lib/errors';
import { dependentSegments } from '../data/dependents';
import type { RuleNode, UpdateSegment } from '../schema';
import { checkRule } from './check-rule';
import { checkReferences, currentRules, enqueueEvaluation, lockDefinitions, saveDependencies } from './definition';
import { checkDependentCosts } from './dependent-costs';
import { setLabels } from './label-segments';
import { saveVersion, type VersionOrigin } from './save-version';

type Current = { name: string; description: string; rule: unknown; version: number; status: string; state: string };

/**
 * Changes a segment, which makes a new version of it (labels alone do not). A new rule is evaluated for everyone, together with the segments that name this one.
 * @throws AppError not_found; conflict when the segment is archived or somebody saved a newer version; invalid_input for circles and rules that are too costly.
 */
export async function updateSegment(
  tx: TransactionSql,
  scope: Scope,
  change: UpdateSegment,
  { restoredFrom }: Pick<VersionOrigin, 'restoredFrom'> = {},
): Promise<{ id: string; version: number }> {
  const [before] = await tx<Current[]>`select name, description, rule, version, status, state from segments where id = ${change.id}`;
  if (before?.status === 'active' && before.version === change.version && change.rule !== undefined && isNew(change.rule, before)) {
    await checkRule(tx, { id: change.id, rule: change.rule });
    await checkDependentCosts(tx, change.id, change.rule);
  }
  await lockDefinitions(tx);
  const [current] = await tx<Current[]>`
    select name, description, rule, version, status, state from segments where id = ${change.id} for update`;
  if (!current) throw new AppError('not_found', 'There is no such segment.', { key: 'segment.none' });
  if (current.status === 'archived')
    throw new AppError('conflict', 'The segment is archived. Restore it before you change it.', { key: 'segment.archived' });
  if (current.version !== change.version)
    throw new AppError('conflict', 'Somebody saved this segment in the meantime. Load it again.', { key: 'segment.conflict' });
  if (change.labels !== undefined) await setLabels(tx, scope, change.id, change.labels);
  const ruleChanged = change.rule !== undefined && isNew(change.rule, current);
  if (change.rule !== undefined && ruleChanged) await writeRule(tx, change.id, change.rule);
  const { name = current.name, description = current.description } = change;
  const changed = [
    ...(name !== current.name ? ['name'] : []),
    ...(description !== current.description ? ['description'] : []),
    ...(ruleChanged ? ['rule'] : []),
  ];
  if (changed.length === 0) return { id: change.id, version: current.version };
  const [saved] = await tx<{ version: number }[]>`
    update segments set name = ${name}, description = ${description}, updated_at = now(), version = version + ${ruleChanged ? 0 : 1}
    where id = ${change.id} returning version`;
  const version = saved?.version ?? current.version;
  // An evaluation that began with the former version stops, also one of a live segment that a holdout or a purpose began: it begins anew.
  if (!ruleChanged) await enqueueEvaluation(tx, change.id);
  await saveVersion(tx, scope, change.id, { note: change.note, restoredFrom });
  await audit(tx, scope, {
    action: restoredFrom === undefined ? 'segment.changed' : 'segment.version_restored',
    subjectType: 'segment',
    subjectId: change.id,
    details: { changed, version, ...(restoredFrom === undefined ? {} : { restoredFrom }) },
  });
  return { id: change.id, version };
}

const isNew = (rule: RuleNode, { state, rule: current }: Current): boolean => state === 'invalid' || !isDeepStrictEqual(rule, current);

async function writeRule(tx: TransactionSql, id: string, rule: RuleNode): Promise<void> {
  const rules = await currentRules(tx);
  rules.set(id, rule);
  const dependencies = checkReferences(rule, rules, id);
  await tx`update segments set rule = ${tx.json(rule as never)}, version = version + 1, state = 'building', error = null, progress = 0 where id = ${id}`;
  await saveDependencies(tx, id, rule, dependencies);
  await enqueueEvaluation(tx, id);
  // A new version of each, so that an evaluation that began with this segment's old rule stops.
  for (const dependent of await dependentSegments(tx, id)) {
    const own = rules.get(dependent.id);
    if (!own) continue;
    await saveDependencies(tx, dependent.id, own, checkReferences(own, rules, dependent.id));
    // One that somebody stopped does not begin again by itself.
    await tx`
      update segments set version = version + 1, state = case when state in ('stopped', 'failed') then state else 'building' end,
        error = case when state in ('stopped', 'failed') then error end, progress = case when state in ('stopped', 'failed') then null else 0 end
      where id = ${dependent.id}`;
    await enqueueEvaluation(tx, dependent.id);
  }
}
