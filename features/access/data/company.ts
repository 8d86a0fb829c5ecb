import { z } from 'zod';
import { sql } from '@/db/client';
import type { Company } from '../types';

const stored = z.object({
  company: z.string().catch(''),
  timezone: z.string().catch('UTC'),
  currency: z.string().catch('EUR'),
  country: z.string().catch(''),
});

/** The company's settings; what was never set has its default. */
export async function readCompanySettings(): Promise<Company> {
  const rows = await sql()<{ key: string; value: unknown }[]>`
    select key, value from settings where key in ('company', 'timezone', 'currency', 'country')`;
  const { company, timezone, currency, country } = stored.parse(Object.fromEntries(rows.map((r) => [r.key, r.value])));
  return { name: company, timeZone: timezone, currency, country };
}
