import { join } from 'node:path';
import type { ImportFormat } from '@/db/schema/imports';
import { env } from '@/lib/env';

export const listsFolder = (): string => join(env().DATA_DIR, 'lists');

/** Where an upload lies until its people are on the list: in UTF-8, with line feeds alone. */
export const listFile = (uploadId: string): string => join(listsFolder(), `${uploadId}.csv`);

export const formatOf = (delimiter: string): ImportFormat => ({ encoding: 'utf-8', delimiter, quote: '"', hasBom: false });
