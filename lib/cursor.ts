import type { z } from 'zod';
import { AppError } from './errors';

/** A place in a keyset-paged list as one opaque text for an address or an API answer. */
export const writeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws AppError invalid_input when the text is no cursor of this list. */
export function readCursor<S extends z.ZodType>(schema: S, cursor: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new AppError('invalid_input', 'The cursor is not one of this list. Begin again without it.', {
      key: 'cursor',
      fields: [{ path: 'cursor', message: 'Not a cursor of this list', key: 'notOfThisList' }],
    });
  }
}
