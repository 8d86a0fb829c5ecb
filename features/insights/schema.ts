import { z } from 'zod';
import { figureText } from './core/figures';

const day = z.iso.date().refine((text) => text >= '1970-01-01' && text < '2900-01-01');

/** Whom and when a dashboard is about, as in its address. */
export const dashboardFilter = z.strictObject({
  segment: z.uuid().optional(),
  range: z.enum(['30', '90', '365', 'all', 'custom']).default('all'),
  from: day.optional(),
  to: day.optional(),
});
export type DashboardFilter = z.infer<typeof dashboardFilter>;

export const peopleQuery = dashboardFilter.extend({
  people: figureText,
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type PeopleQuery = z.infer<typeof peopleQuery>;
