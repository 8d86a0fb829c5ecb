import type { Sql, TransactionSql } from '@/db/client';
import { computedTraits, noPurchaseTrait, predictedTraits } from '../constants';
import type { Scorer } from '../core/score';
import type { ModelCard, RfmParameters } from '../schema';
import type { ModelReason, ModelStatus } from '../types';

type Fit = { status: Exclude<ModelStatus, 'superseded'>; reason: ModelReason | null; card: ModelCard; scorer: Scorer | null };

/**
 * Keeps a fit. One that passed takes the place of the model in force; where the data do not suffice any more nothing is in force;
 * one that was refused otherwise leaves the former one there. @returns the version
 */
export async function storeFit(db: Sql, { status, reason, card, scorer }: Fit): Promise<number> {
  return db.begin(async (tx) => {
    const version = await nextVersion(tx, 'clv');
    if (status === 'published' || status === 'insufficient')
      await tx`update models set status = 'superseded' where kind = 'clv' and status = 'published'`;
    await tx`
      insert into models (kind, version, status, reason, card, parameters)
      values ('clv', ${version}, ${status}, ${reason}, ${tx.json(card)}, ${tx.json(scorer ?? {})})`;
    if (scorer) await defineTraits(tx, [...Object.values(predictedTraits), noPurchaseTrait(scorer.settings.horizonDays)], 'predicted');
    return version;
  });
}

/** Keeps the cut points of the quintiles when they are not those in force, and declares the traits that need no model. */
export async function storeRfm(db: Sql, cuts: RfmParameters): Promise<void> {
  await db.begin(async (tx) => {
    const [same] = await tx`select 1 from models where kind = 'rfm' and status = 'published' and parameters = ${tx.json(cuts)}::jsonb`;
    if (!same) {
      const version = await nextVersion(tx, 'rfm');
      await tx`update models set status = 'superseded' where kind = 'rfm' and status = 'published'`;
      await tx`insert into models (kind, version, status, parameters) values ('rfm', ${version}, 'published', ${tx.json(cuts)})`;
    }
    await defineTraits(tx, Object.values(computedTraits), 'computed');
  });
}

async function nextVersion(tx: TransactionSql, kind: 'clv' | 'rfm'): Promise<number> {
  await tx`select pg_advisory_xact_lock(hashtext('tessera:models'))`;
  const [last] = await tx<{ version: number }[]>`select coalesce(max(version), 0) + 1 as version from models where kind = ${kind}`;
  return last?.version ?? 1;
}

const TEXTS: readonly string[] = [computedTraits.acquisitionSource, computedTraits.firstOrderMonth];

async function defineTraits(tx: TransactionSql, names: readonly string[], kind: 'predicted' | 'computed'): Promise<void> {
  for (const name of names)
    await tx`
      insert into trait_definitions (name, type, kind, personal) values (${name}, ${TEXTS.includes(name) ? 'string' : 'number'}, ${kind}, false)
      on conflict (name) do update set kind = excluded.kind, type = excluded.type, personal = false
      where (trait_definitions.kind, trait_definitions.type, trait_definitions.personal) is distinct from (excluded.kind, excluded.type, false)`;
}
