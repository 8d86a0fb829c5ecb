import type { AnySql } from '@/db/client';

export type ConsentFigure = {
  purpose: string;
  channel: string;
  granted: number;
  refused: number;
  recentlyGranted: number;
  recentlyRefused: number;
};

/** How many statements are in force per purpose × channel, and how many of them were made in the last 30 days. */
export async function consentFigures(tx: AnySql): Promise<ConsentFigure[]> {
  return tx<ConsentFigure[]>`
    select purpose, channel,
      count(*) filter (where state = 'granted')::float8 as granted, count(*) filter (where state <> 'granted')::float8 as refused,
      count(*) filter (where state = 'granted' and since > now() - interval '30 days')::float8 as "recentlyGranted",
      count(*) filter (where state <> 'granted' and since > now() - interval '30 days')::float8 as "recentlyRefused"
    from consent_states group by purpose, channel order by purpose, channel`;
}
