import { type AnySql, sql } from '@/db/client';
import { readCompanySettings } from '@/features/access/data/company';
import { modelSettings } from '../data';
import { rfmParametersSchema, scorerSchema } from '../schema';
import type { Company } from './order-days';
import type { Scoring } from './score';

/** The company's clock and currency, as orders are counted. */
export async function readCompany(): Promise<Company> {
  const { currency, timeZone } = await readCompanySettings();
  return { currency, timeZone };
}

/** What scoring goes by now; undefined before the first run over everybody. */
export async function readScoring(db: AnySql = sql()): Promise<Scoring | undefined> {
  const rows = await db<{ id: string; kind: 'clv' | 'rfm'; version: number; parameters: unknown }[]>`
    select id, kind, version, parameters from models where status = 'published'`;
  const rfm = rows.find((row) => row.kind === 'rfm');
  if (!rfm) return undefined;
  const clv = rows.find((row) => row.kind === 'clv');
  return {
    company: await readCompany(),
    settings: await modelSettings(),
    model: clv ? { id: clv.id, version: clv.version, scorer: scorerSchema.parse(clv.parameters) } : null,
    rfm: { version: rfm.version, cuts: rfmParametersSchema.parse(rfm.parameters) },
  };
}
