import { timestamp } from 'drizzle-orm/pg-core';

/** `timestamptz` read as a Date; every moment in Tessera is stored in UTC with its zone known. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** `timestamptz not null default now()`. */
export const createdAt = (name = 'created_at') => moment(name).notNull().defaultNow();
