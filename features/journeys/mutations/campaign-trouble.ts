import { sql } from '@/db/client';

/** What keeps a campaign from going on, as a code for its page; null when it goes on again. */
export async function noteTrouble(campaignId: string, code: string | null): Promise<void> {
  await sql()`update campaigns set error = ${code} where id = ${campaignId} and status = 'sending' and error is distinct from ${code}`;
}
