import type { TransactionSql } from '@/db/client';
import { enqueue } from '@/db/jobs';
import { isScoredTrait } from '@/features/traits/constants';
import { AppError } from '@/lib/errors';
import { kindOf } from '../../conditions/registry';
import type { ValueType } from '../../conditions/value-schema';
import { isBuiltIn } from '../../constants';
import { aggregateEvents } from '../../mutations/aggregate-events';
import { LEVEL_JOB } from '../constants';
import { partsOf, sourceOf } from '../core/measures';
import { isPersonal, traitType } from '../core/trait-type';
import type { Definition } from '../schema';

/** More of them would make every event dear. */
const MOST_TRAITS = 200;

/**
 * Refuses a name that means something already.
 * @throws AppError conflict with the field
 */
export async function checkName(tx: TransactionSql, name: string): Promise<void> {
  const [taken] = await tx<{ kind: string }[]>`
    select 'computed' as kind from computed_traits where name = ${name} union all select kind from trait_definitions where name = ${name} limit 1`;
  const [{ n } = { n: 0 }] = await tx<{ n: number }[]>`select count(*)::int as n from computed_traits`;
  if (n >= MOST_TRAITS)
    throw new AppError('conflict', `There are ${MOST_TRAITS} computed traits already.`, {
      key: 'computed.tooMany',
      values: { max: MOST_TRAITS },
    });
  if (!taken && !isBuiltIn(name) && !isScoredTrait(name)) return;
  const message = 'There is a trait of this name already.';
  throw new AppError('conflict', message, { key: 'computed.nameTaken', fields: [{ path: 'name', message, key: 'computed.nameTaken' }] });
}

/** A computed trait reads no other one: which of them is computed first would decide. @throws AppError invalid_input with the path */
export async function checkReads(tx: TransactionSql, definition: Definition): Promise<void> {
  const traits = partsOf(definition).flatMap(({ window }) => (window && 'sinceTrait' in window ? [window.sinceTrait.trait] : []));
  if (traits.length === 0) return;
  const [row] = await tx<
    { name: string }[]
  >`select name from trait_definitions where name = any(${traits}::text[]) and kind <> 'golden' limit 1`;
  if (!row) return;
  const message = `${row.name} is computed itself: choose a trait that sources send.`;
  throw new AppError('invalid_input', message, {
    key: 'computed.readsComputed',
    values: { trait: row.name },
    fields: [{ path: 'definition.window', message, key: 'computed.readsComputed', values: { trait: row.name } }],
  });
}

/** Declares the trait with the type and the mark of what it reads, and has the daily aggregates made that it can use. @returns the mark */
export async function declareTrait(tx: TransactionSql, name: string, definition: Definition): Promise<boolean> {
  const parts = partsOf(definition);
  const properties = await tx<{ event: string; property: string; type: ValueType }[]>`
    select event, property, type from event_properties where event = any(${parts.map((part) => part.event)}::text[])`;
  const typeOf = (event: string, property: string) => properties.find((p) => p.event === event && p.property === property)?.type;
  const personal = isPersonal(definition, typeOf);
  await tx`
    insert into trait_definitions (name, type, kind, personal) values (${name}, ${traitType(definition, typeOf)}, 'computed', ${personal})
    on conflict (name) do update set type = excluded.type, kind = excluded.kind, personal = excluded.personal`;
  const counted = parts.filter((part) => (part.measure === 'count' || part.measure === 'sum') && !('of' in part && part.of));
  await aggregateEvents(
    tx,
    counted.flatMap((part) => kindOf(sourceOf(part)).aggregates?.(sourceOf(part)) ?? []),
  );
  return personal;
}

/** Has the trait brought level for everyone, once this transaction commits. */
export const enqueueLevel = (tx: TransactionSql, name: string): Promise<void> =>
  enqueue(tx, LEVEL_JOB, { name }, { key: `${LEVEL_JOB}:${name}`, queue: 'segments' });
