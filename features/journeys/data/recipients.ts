import type { AnySql } from '@/db/client';
import { normaliseEmail } from '@/features/identity/core/normalise';

/** A person as a letter knows them. */
export type Recipient = {
  id: string;
  /** Where letters to them go: their e-mail trait, else the address last seen; null when they have none. */
  address: string | null;
  /** Everything known of them by trait, the built-in ones included. */
  traits: Record<string, unknown>;
  /** An identifier of their own, by which an event about them finds them. */
  identifier: { type: string; value: string } | null;
};

type Row = {
  id: string;
  traits: Record<string, unknown>;
  builtIn: Record<string, unknown>;
  identifiers: { type: string; value: string }[] | null;
};

const LONGEST_ADDRESS = 254;
/** What an event is told by: what names nobody else. */
const TELLING = ['user_id', 'email', 'anonymous_id', 'phone'];

/** These people, by profile id. */
export async function readRecipients(tx: AnySql, profileIds: readonly string[]): Promise<Map<string, Recipient>> {
  if (profileIds.length === 0) return new Map();
  const rows = await tx<Row[]>`
    select p.id, p.traits,
      jsonb_strip_nulls(jsonb_build_object('name', name, 'order_count', order_count, 'spend', spend, 'currency', currency,
        'last_order_at', last_order_at, 'first_seen_at', first_seen_at, 'last_seen_at', last_seen_at)) as "builtIn",
      (select jsonb_agg(jsonb_build_object('type', i.type, 'value', i.value) order by i.last_seen_at desc, i.value)
         from identifiers i where i.profile_id = p.id and i.type in ('user_id', 'email', 'anonymous_id', 'phone')) as identifiers
    from profiles p where p.id = any(${[...profileIds]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, recipientOf(row)]));
}

function recipientOf({ id, traits, builtIn, identifiers }: Row): Recipient {
  const own = identifiers ?? [];
  const stated = typeof traits.email === 'string' ? normaliseEmail(traits.email) : undefined;
  const address = stated ?? own.find((i) => i.type === 'email')?.value ?? null;
  const identifier = TELLING.flatMap((type) => own.filter((i) => i.type === type))[0] ?? null;
  return {
    id,
    address: address !== null && address.length <= LONGEST_ADDRESS ? address : null,
    traits: { ...traits, ...builtIn },
    identifier,
  };
}
