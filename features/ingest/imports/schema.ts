import { z } from 'zod';
import { issueSaid, keyed } from '@/lib/said-of-issue';

/** Encodings a file may be read in; each is a label that TextDecoder knows. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1251',
  'windows-1256',
  'iso-8859-2',
  'gb18030',
  'shift_jis',
] as const;
export const delimiters = [',', ';', '\t', '|'] as const;

export const formatSchema = z.strictObject({
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  quote: z.literal('"'),
  hasBom: z.boolean(),
});

const name = z.string().trim().min(1).max(128);
export const identifierTypes = ['user_id', 'email', 'phone', 'anonymous_id', 'external'] as const;
export const valueTypes = ['string', 'number', 'boolean', 'date', 'json'] as const;
export const dateOrders = ['ymd', 'dmy', 'mdy', 'unix', 'unix_ms'] as const;

/** Where one column goes. `date` values need an order of day, month and year; `external` identifiers need their own type name. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ignore') }),
  z.strictObject({ kind: z.literal('identifier'), type: z.enum(identifierTypes), externalType: name.optional() }),
  z.strictObject({ kind: z.literal('trait'), name, type: z.enum(valueTypes), dateOrder: z.enum(dateOrders).optional() }),
  z.strictObject({ kind: z.literal('property'), name, type: z.enum(valueTypes), dateOrder: z.enum(dateOrders).optional() }),
  z.strictObject({ kind: z.literal('message_id') }),
  z.strictObject({ kind: z.literal('timestamp'), dateOrder: z.enum(dateOrders) }),
  z.strictObject({ kind: z.literal('event_name') }),
  /** What the person said about a purpose on a channel: yes, no, or something that cannot be read and counts as no. */
  z.strictObject({ kind: z.literal('consent'), cell: z.string().regex(/^[a-z][a-z0-9_-]{0,49}\/[a-z][a-z0-9_-]{0,49}$/) }),
]);

/** How a file becomes events: one target a column, in the file's order. `key` is the column whose identifier every row must have. */
export const mappingSchema = z
  .strictObject({
    rows: z.enum(['people', 'events']),
    eventName: name.optional(),
    key: z.int().min(0),
    columns: z.array(targetSchema).min(1).max(500),
  })
  .superRefine((m, ctx) => {
    const add = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    if (m.columns[m.key]?.kind !== 'identifier')
      add(['key'], keyed('import.keyColumn', 'The key must be a column mapped to an identifier.'));
    for (const kind of ['message_id', 'timestamp', 'event_name'] as const) {
      if (m.columns.filter((c) => c.kind === kind).length > 1)
        ctx.addIssue(
          issueSaid(['columns'], {
            message: `Only one column can be the ${kind.replace('_', ' ')}.`,
            key: 'import.onlyOne',
            values: { kind },
          }),
        );
    }
    const hasName = m.columns.some((c) => c.kind === 'event_name');
    if (m.rows === 'events' && !m.eventName && !hasName)
      add(['eventName'], keyed('import.nameEvent', 'Name the event, or choose the column that holds its name.'));
    if (m.rows === 'people' && m.columns.some((c) => c.kind === 'property'))
      add(['columns'], keyed('import.peopleTraits', 'Rows about people have traits, not event properties.'));
    const seen = new Set<string>();
    for (const [i, c] of m.columns.entries()) {
      if (c.kind === 'identifier' && c.type === 'external' && !c.externalType)
        add(['columns', i], keyed('import.nameIdentifier', 'Name this identifier, for example loyalty_card.'));
      if ((c.kind === 'trait' || c.kind === 'property') && c.type === 'date' && !c.dateOrder)
        add(['columns', i], keyed('import.dateOrder', 'Say how dates are written.'));
      const target =
        c.kind === 'trait' || c.kind === 'property'
          ? `${c.kind}:${c.name}`
          : c.kind === 'identifier' && c.type !== 'external'
            ? c.type
            : c.kind === 'consent'
              ? `consent:${c.cell}`
              : '';
      if (target && seen.has(target)) add(['columns', i], keyed('import.samePlace', 'Another column is mapped to the same place.'));
      seen.add(target);
    }
  });

export type ImportFormatInput = z.infer<typeof formatSchema>;
export type Target = z.infer<typeof targetSchema>;
export type Mapping = z.infer<typeof mappingSchema>;
export type DateOrder = (typeof dateOrders)[number];
export type ValueType = (typeof valueTypes)[number];
