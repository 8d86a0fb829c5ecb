import { z } from 'zod';
import { type Mapping, mappingSchema, type Target, targetSchema } from '../imports/schema';

const column = z.string().min(1).max(500);

/**
 * Where the columns of a connector go, by name, since a table's columns come and go. The same rules as for files hold: `key` is the
 * column whose identifier every row must have.
 */
export const namedMappingSchema = z
  .strictObject({
    rows: z.enum(['people', 'events']),
    eventName: z.string().trim().min(1).max(128).optional(),
    key: column,
    columns: z
      .array(z.strictObject({ name: column, target: targetSchema }))
      .min(1)
      .max(500),
  })
  .superRefine((mapping, context) => {
    const parsed = mappingSchema.safeParse(positional(mapping, namesOf(mapping)));
    for (const issue of parsed.error?.issues ?? []) {
      context.addIssue({
        code: 'custom',
        path: issue.path,
        message: issue.message,
        params: issue.code === 'custom' ? (issue.params ?? {}) : {},
      });
    }
  });

export type NamedMapping = z.output<typeof namedMappingSchema>;
type Shape = Pick<NamedMapping, 'rows' | 'eventName' | 'key' | 'columns'>;

export const namesOf = (mapping: Shape): string[] => mapping.columns.map(({ name }) => name);

/** The columns that are read at all. */
export const usedColumns = (mapping: Shape): string[] =>
  mapping.columns.filter(({ target }) => target.kind !== 'ignore').map(({ name }) => name);

/** The mapping for rows with these columns, in their order; columns without a target are passed over. */
export function positional({ rows, eventName, key, columns }: Shape, header: readonly string[]): Mapping {
  const targets = new Map<string, Target>(columns.map(({ name, target }) => [name, target]));
  return {
    rows,
    ...(eventName === undefined ? {} : { eventName }),
    key: header.indexOf(key),
    columns: header.map((name) => targets.get(name) ?? { kind: 'ignore' }),
  };
}
