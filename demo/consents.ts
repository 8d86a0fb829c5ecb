import { createApiKey } from '@/features/access/mutations/api-keys';
import type { DemoContext } from './load';
import type { Person } from './people';
import { seeded } from './random';

const AT_ONCE = 6;
const TEXT_VERSION = 'v1-en';
const DAY_MS = 86_400_000;
/** How long ago the first were asked. */
const DAYS = 300;

type Statement = {
  identifier: string;
  purpose: string;
  channel: string;
  state: 'granted' | 'denied' | 'withdrawn';
  occurredAt: string;
  textVersion: string;
  evidence: { demo: true };
};

/** States what people agreed to, through the consent API with a key of its own, revoked afterwards. */
export async function sendConsents(context: DemoContext, people: Person[]): Promise<void> {
  const { sql, scope, baseUrl, report, signal } = context;
  const { id, key } = await createApiKey(sql, scope, { name: 'Demo consents', scopes: ['consents:write'] });
  const statements = people.flatMap((person) => statementsOf(person, context.now));
  let next = 0;
  const work = async () => {
    for (let at = next++; at < statements.length; at = next++) {
      signal.throwIfAborted();
      const answer = await fetch(`${baseUrl}/api/v1/consents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(statements[at]),
      });
      if (!answer.ok) throw new Error(`The consent API answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
      await report('consents', at + 1, statements.length);
    }
  };
  await report('consents', 0, statements.length);
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await sql`update api_keys set revoked_at = now() where id = ${id}`;
  }
}

function statementsOf(person: Person, now: Date): Statement[] {
  const random = seeded(`consent:${person.customer}`);
  // Of its own, so that who says yes does not depend on when.
  const times = seeded(`consent times:${person.customer}`);
  const asked = now.getTime() - (1 + times.int(DAYS)) * DAY_MS + times.int(DAY_MS);
  const base = {
    identifier: `user_id:${person.userId}`,
    purpose: 'marketing',
    textVersion: TEXT_VERSION,
    evidence: { demo: true as const },
    occurredAt: new Date(asked).toISOString(),
  };
  const statements: Statement[] = [];
  if (random.chance(0.7)) statements.push({ ...base, channel: 'email', state: random.chance(0.8) ? 'granted' : 'denied' });
  if (person.phone && random.chance(0.35)) statements.push({ ...base, channel: 'sms', state: random.chance(0.6) ? 'granted' : 'denied' });
  if (random.chance(0.3)) statements.push({ ...base, channel: 'ads', state: random.chance(0.7) ? 'granted' : 'denied' });
  const later = new Date(asked + times.next() * (now.getTime() - asked)).toISOString();
  const withdrawn = statements.filter((said) => said.state === 'granted' && times.chance(0.07));
  return [...statements, ...withdrawn.map((said): Statement => ({ ...said, state: 'withdrawn', occurredAt: later }))];
}
