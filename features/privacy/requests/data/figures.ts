import { sql } from '@/db/client';
import { openStates } from '../constants';

/** Of the register: how many are open, how many of them late or due within a week, and the median age of open ones in days. */
export type RequestFigures = { open: number; overdue: number; soon: number; medianAgeDays: number | null };

/** While the clock of a request stands still, it is neither late nor due soon. */
export async function requestFigures(): Promise<RequestFigures> {
  const [row] = await sql()<RequestFigures[]>`
    select count(*)::int as open,
      count(*) filter (where paused_at is null and due_at < now())::int as overdue,
      count(*) filter (where paused_at is null and due_at >= now() and due_at < now() + interval '7 days')::int as soon,
      percentile_cont(0.5) within group (order by extract(epoch from now() - received_at) / 86400)::float8 as "medianAgeDays"
    from subject_requests where state = any(${openStates as unknown as string[]})`;
  return row ?? { open: 0, overdue: 0, soon: 0, medianAgeDays: null };
}
