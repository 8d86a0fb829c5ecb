import postgres from 'postgres';
import type { SentEvent } from './load';

export type Verdict = { stored: number; faults: string[] };

type Row = { messageId: string; n: number };
type Person = { person: string; orders: number; spend: number; storedOrders: number; storedSpend: number; rolledUp: number };

const few = (words: string[]): string => `${words.slice(0, 5).join(', ')}${words.length > 5 ? ` and ${words.length - 5} more` : ''}`;

/** Compares what the sender knows with what is in the database. */
export async function verify(
  _url: string,
  database: { url: string; socket: string },
  sent: ReadonlyMap<string, SentEvent>,
): Promise<Verdict> {
  const sql = postgres(database.url, { max: 2, path: `${database.socket}/.s.PGSQL.5432` } as never) as postgres.Sql;
  try {
    const rows = await sql<
      Row[]
    >`select message_id as "messageId", count(*)::int as n from events where name = 'Order Completed' group by message_id`;
    const stored = new Map(rows.map((row) => [row.messageId, row.n]));
    const lost = [...sent.values()].filter((event) => event.state === 'acknowledged' && !stored.has(event.messageId));
    const doubled = rows.filter((row) => row.n > 1);
    const strange = rows.filter((row) => !sent.has(row.messageId));
    const people = await sql<Person[]>`
      select i.value as person, p.order_count::int as orders, p.spend::float8 as spend,
        (select count(*)::int from events e where e.profile_id = p.id) as "storedOrders",
        (select coalesce(sum(e.value), 0)::float8 from events e where e.profile_id = p.id) as "storedSpend",
        p.event_count::int as "rolledUp"
      from identifiers i join profiles p on p.id = i.profile_id where i.type = 'user_id' and i.value like 'fault-%'`;
    const wrong = people.filter(
      (p) => p.orders !== p.storedOrders || p.rolledUp !== p.storedOrders || Math.abs(p.spend - p.storedSpend) > 0.001,
    );
    const [rollup] = await sql<{ n: number }[]>`select coalesce(sum(n), 0)::int as n from event_rollups where name = 'Order Completed'`;
    const total = rows.reduce((sum, row) => sum + row.n, 0);
    const faults = [
      ...(lost.length > 0 ? [`${lost.length} acknowledged events are not stored: ${few(lost.map((e) => e.messageId))}`] : []),
      ...(doubled.length > 0 ? [`${doubled.length} events are stored more than once: ${few(doubled.map((e) => e.messageId))}`] : []),
      ...(strange.length > 0 ? [`${strange.length} stored events were never sent`] : []),
      ...(wrong.length > 0 ? [`${wrong.length} profiles count other than their events: ${few(wrong.map((p) => JSON.stringify(p)))}`] : []),
      ...(rollup?.n === total ? [] : [`the daily roll-up counts ${rollup?.n}, the events are ${total}`]),
    ];
    return { stored: total, faults };
  } finally {
    await sql.end({ timeout: 2 });
  }
}
