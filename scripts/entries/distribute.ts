import { connect } from '@/db/client';
import { distribution, type Place } from '@/db/distribution';

const statement = (table: string, place: Place): string | undefined => {
  if (place.kind === 'reference') return `select create_reference_table('${table}')`;
  if (place.kind === 'local') return undefined;
  return `select create_distributed_table('${table}', '${place.column}', colocate_with => 'none')`;
};

/** Tables of one group lie side by side: the first one founds the group, the others join it. */
function statements(): string[] {
  const founders = new Map<string, string>();
  return Object.entries(distribution).flatMap(([table, place]) => {
    const text = statement(table, place);
    if (!text || place.kind !== 'distributed') return text ? [text] : [];
    const founder = founders.get(place.group);
    if (!founder) founders.set(place.group, table);
    return [founder ? text.replace("'none'", `'${founder}'`) : text];
  });
}

const url = process.env.DATABASE_URL;
if (!url || process.argv.includes('--print')) {
  process.stdout.write(`${statements().join(';\n')};\n`);
} else {
  const sql = connect(url, { max: 1 });
  const [citus] = await sql`select 1 from pg_extension where extname = 'citus'`;
  if (!citus) {
    process.stderr.write('The database has no Citus extension: create it first, then run this again.\n');
    process.exitCode = 1;
  } else {
    for (const text of statements()) await sql.unsafe(text);
    process.stdout.write(`${statements().length} tables placed.\n`);
  }
  await sql.end();
}
