import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { PREVIEW_ROWS } from './constants';
import { suggestMapping } from './core/suggest-mapping';
import { consentChoices } from './data/consent-choices';
import { getImport, type Import, listImports } from './data/find-imports';
import { previewImport } from './data/preview-import';
import type { Mapping } from './schema';
import type { ConsentChoice } from './types';

export type ImportView = {
  import: Import;
  header: string[];
  rows: string[][];
  suggestion: Omit<Mapping, 'key'> & { key: number };
  sources: { id: string; name: string }[];
  consents: ConsentChoice[];
};

export async function loadImports(): Promise<Import[]> {
  await requireScope('imports:write');
  return listImports(sql());
}

/** One import with the beginning of its file and a proposed mapping. @throws AppError not_found. */
export async function loadImport(id: string): Promise<ImportView> {
  await requireScope('imports:write');
  const found = await getImport(sql(), id);
  const [{ header, rows }, sources, consents] = await Promise.all([
    previewImport(found, PREVIEW_ROWS),
    sql()<{ id: string; name: string }[]>`select id, name from sources where kind = 'file' and status = 'enabled' order by name`,
    consentChoices(sql()),
  ]);
  return { import: found, header, rows, suggestion: suggestMapping(header, rows), sources: [...sources], consents };
}
