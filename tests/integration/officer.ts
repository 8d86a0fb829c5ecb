import { randomUUID } from 'node:crypto';
import type { AnySql } from '@/db/client';
import { mintScope } from '@/features/access/core/scope';
import type { Role, Scope } from '@/features/access/types';

/** A member of staff who signed in `minutesAgo`, with the scope of that session. */
export async function officer(sql: AnySql, name: string, role: Role = 'compliance', minutesAgo = 0): Promise<Scope & { userId: string }> {
  const id = randomUUID();
  await sql`insert into users (id, email, name, role, status) values (${id}, ${`${name}-${id}@example.com`}, ${name}, ${role}, 'active')`;
  const [session] = await sql<{ id: string }[]>`
    insert into sessions (user_id, expires_at, confirmed_at)
    values (${id}, now() + interval '1 day', now() - make_interval(mins => ${minutesAgo})) returning id`;
  return { ...mintScope({ type: 'user', id, name, role, sessionId: session?.id ?? '' }), userId: id };
}
