/** A name as PostgreSQL reads it literally. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The query as something to select from: one statement, and a comment at its end swallows nothing of ours. */
export const asRelation = (query: string): string => `(${query.trim().replace(/;+\s*$/, '')}\n)`;

const MARK_TYPES = /^(smallint|integer|bigint|numeric|date|timestamp with(out)? time zone|uuid|text|character varying|bpchar)$/;
const TIMESTAMP = /^timestamp /;

/** Whether values of this type can be a high-water mark: they have an order that time follows. */
export const isMarkType = (castType: string): boolean => MARK_TYPES.test(castType);

/** A value of any type as text; arrays as JSON. */
export const asText = (name: string, castType: string): string =>
  castType.endsWith('[]') ? `to_json(t.${quoted(name)})::text` : `t.${quoted(name)}::text`;

export type PageRequest = {
  relation: string;
  columns: { name: string; castType: string }[];
  key: { name: string; castType: string }[];
  mark: { name: string; castType: string } | null;
  phase: 'keys' | 'nulls' | 'marks';
  /** The row behind which the page begins. */
  after: { mark: string | null; key: string[] } | null;
  /** Seconds before `after.mark` from which rows are read again, since transactions commit late; only without `after.key`. */
  lookback: number;
  high: string | null;
  limit: number | null;
};

/**
 * Rows behind a place, in the order of mark and key. `c0…` are the columns, `k0…` the key and `m` the mark, all as text; a place is
 * compared as the columns' own types, so that nothing is lost of a microsecond.
 */
export function pageStatement(request: PageRequest): { text: string; values: string[] } {
  const { relation, columns, key, mark, phase, after, high, lookback, limit } = request;
  const values: string[] = [];
  const value = (text: string, type: string) => `$${values.push(text)}::text::${type}`;
  const where: string[] = [];
  const order = key.map(({ name }) => `t.${quoted(name)}`);
  const markColumn = mark ? `t.${quoted(mark.name)}` : '';
  if (mark && phase === 'nulls') where.push(`${markColumn} is null`);
  if (mark && phase === 'marks') {
    order.unshift(markColumn);
    where.push(high === null ? `${markColumn} is not null` : `${markColumn} <= ${value(high, mark.castType)}`);
  }
  if (after) {
    const wanted = phase === 'marks' && mark && after.mark !== null ? [value(after.mark, mark.castType)] : [];
    if (wanted.length > 0 && after.key.length === 0 && mark) {
      const from = TIMESTAMP.test(mark.castType) ? `${wanted[0]} - make_interval(secs => ${lookback})` : wanted[0];
      where.push(`${markColumn} >= ${from}`);
    } else {
      wanted.push(...key.map(({ castType }, i) => value(after.key[i] ?? '', castType)));
      where.push(`(${order.join(', ')}) > (${wanted.join(', ')})`);
    }
  }
  const selected = [
    ...columns.map(({ name, castType }, i) => `${asText(name, castType)} as c${i}`),
    ...key.map(({ name }, i) => `t.${quoted(name)}::text as k${i}`),
    ...(mark ? [`${markColumn}::text as m`] : []),
  ];
  const text = [
    `select ${selected.join(', ')} from ${relation} as t`,
    where.length > 0 ? `where ${where.join(' and ')}` : '',
    `order by ${order.join(', ')}`,
    limit === null ? '' : `limit ${limit}`,
  ];
  return { text: text.filter(Boolean).join(' '), values };
}
