import type { Sql } from 'postgres';
import { z } from 'zod';
import { openPostgres, postgresFailure, postgresFields } from '@/lib/postgres-client';
import { type ConnectorContext, defineConnector } from '@/plugins/kit/connector';
import { describeSelection, listTables } from './describe';
import { readRows } from './read';

const settings = z.strictObject({
  ...postgresFields,
  statementSeconds: z
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(60)
    .meta({ title: 'Longest statement', description: 'Seconds after which a statement is given up.' }),
});
type Context = ConnectorContext<z.output<typeof settings>>;

const open = ({ settings: { statementSeconds, ...address } }: Context) =>
  openPostgres(address, { readOnly: true, statementTimeoutMs: statementSeconds * 1000, max: 1 });

async function using<T>(context: Context, run: (client: Sql) => Promise<T>): Promise<T> {
  const client = open(context);
  try {
    return await run(client);
  } catch (error) {
    throw postgresFailure(error);
  } finally {
    await client.end({ timeout: 2 });
  }
}

/** Reads tables, views and queries of a PostgreSQL, in read-only transactions. */
export const postgres = defineConnector({
  variant: 'pull',
  id: 'postgres',
  name: 'PostgreSQL',
  docs: 'docs/connectors.md#postgresql',
  settings,
  modes: ['full', 'incremental'],
  check: (context) =>
    using(context, async (client) => {
      const [row] = await client<{ version: string; database: string; user: string }[]>`
        select current_setting('server_version') as version, current_database() as database, current_user as user`;
      return { facts: { version: row?.version ?? '', database: row?.database ?? '', user: row?.user ?? '' } };
    }),
  streams: (context) => using(context, listTables),
  describe: (selection, context) => using(context, (client) => describeSelection(client, selection)),
  async *read(request, context) {
    const client = open(context);
    try {
      yield* readRows(client, request, context.signal);
    } catch (error) {
      throw context.signal.aborted ? error : postgresFailure(error);
    } finally {
      await client.end({ timeout: 2 });
    }
  },
});
