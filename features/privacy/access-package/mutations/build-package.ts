import { createTranslator } from 'next-intl';
import { z } from 'zod';
import { sql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import { env } from '@/lib/env';
import { createFormat } from '@/lib/format';
import { directionOf, isLocale, locales } from '@/lib/i18n/config';
import { loadMessages } from '@/lib/i18n/messages';
import { clusterOf } from '../../erasure/data/cluster';
import { FILES } from '../constants';
import { csvParts } from '../core/write-csv';
import { jsonParts } from '../core/write-json';
import { pageParts, type Words } from '../core/write-page';
import { aboutOf } from '../data/about';
import { writePackage } from '../data/package-file';
import { sectionsOf } from '../data/sections';
import { type ZipEntry, zipOf } from '../data/zip';
import { packageSchema } from '../schema';
import type { PackageKind } from '../types';

export type PackageInput = { id: string; kind: PackageKind; profileIds: readonly string[]; number: number | null; locale: string };

/** The words of a package in a language; also outside a request, in the worker. */
export function packageWords(locale: string): Words {
  const known = isLocale(locale) ? locale : locales[0];
  const messages = loadMessages(known, env().NODE_ENV === 'development');
  return createTranslator({ locale: known, messages, namespace: 'package' }) as never;
}

/**
 * Writes the package of a person: a readable page, JSON with its schema, and a CSV file a table, all as the data was at one moment.
 * @returns its size in bytes
 */
export async function buildPackage(input: PackageInput, onProgress: (share: number) => void): Promise<number> {
  const company = await readCompanySettings();
  // One snapshot, held while the files are written one after another.
  return sql().begin('isolation level repeatable read read only', async (tx) => {
    const person = await clusterOf(tx, input.profileIds);
    const [sections, about] = [await sectionsOf(tx, input.kind, person), await aboutOf(tx, person.profileIds)];
    const createdAt = new Date();
    const locale = isLocale(input.locale) ? input.locale : locales[0];
    const format = createFormat({ locale, timeZone: company.timeZone, currency: company.currency });
    const name = company.name || 'Tessera';
    const words = packageWords(locale);
    const head = {
      type: 'tessera/access-package',
      version: 1,
      kind: input.kind,
      createdAt: createdAt.toISOString(),
      controller: name,
      request: input.number,
      profileIds: person.profileIds,
      about,
    };
    const page = {
      words,
      locale,
      direction: directionOf(locale),
      company: name,
      kind: input.kind,
      number: input.number,
      createdAt: createdAt.toISOString(),
      about,
      sections,
      date: format.dateTime,
    };
    const whole = (text: string) => () =>
      (async function* () {
        yield text;
      })();
    const entries: ZipEntry[] = [
      { name: FILES.page, content: () => pageParts(page) },
      { name: FILES.json, content: () => jsonParts(head, sections) },
      { name: FILES.schema, content: whole(`${JSON.stringify(z.toJSONSchema(packageSchema), null, 2)}\n`) },
      { name: FILES.readme, content: whole(`${words('readme', { page: FILES.page, json: FILES.json, schema: FILES.schema })}\n`) },
      ...sections.map((section): ZipEntry => ({ name: `csv/${section.table}.csv`, content: () => csvParts(section) })),
    ];
    return writePackage(
      input.id,
      zipOf(entries, createdAt, (done) => onProgress(done / entries.length)),
    );
  }) as Promise<number>;
}
