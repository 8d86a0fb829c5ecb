import { canary, canaryIdentifiers, needles } from '@/tests/privacy/canary';
import { searchDump, searchFiles } from '@/tests/privacy/search';
import type { Proof, ProofContext } from '../types';
import { erase, pause, type Stage, stage } from './stage';

/** P-31. */
export const lateEvent: Proof = {
  claim:
    'an event with any identifier of an erased person, in any field, also during a cold start, gets an ordinary answer and stores nothing (P-31)',
  run,
};

type Identifier = { type: string; value: string };

/** The identifier in every field that could carry it; the rest of the event is a stranger's. */
function lateEvents({ type, value }: Identifier, tag: string): Record<string, unknown>[] {
  const stranger = `stranger-${tag}`;
  const base = { type: 'track', event: 'Late', messageId: `late-${tag}` };
  const external = { externalIds: [{ type, id: value, collection: 'users', encoding: 'none' }] };
  const direct = { user_id: { userId: value }, anonymous_id: { anonymousId: value } }[type] ?? { anonymousId: stranger, context: external };
  return [
    { ...base, messageId: `${base.messageId}-1`, ...direct },
    { ...base, messageId: `${base.messageId}-2`, anonymousId: stranger, properties: { [type]: value } },
    { ...base, messageId: `${base.messageId}-3`, anonymousId: stranger, properties: { deep: { list: [{ [type]: value }] } } },
    { ...base, messageId: `${base.messageId}-4`, anonymousId: stranger, context: { traits: { [type]: value } } },
    { type: 'identify', messageId: `${base.messageId}-5`, userId: stranger, traits: { [type]: value } },
    { type: 'group', messageId: `${base.messageId}-6`, userId: stranger, groupId: 'g', traits: { [type]: value } },
    {
      type: 'alias',
      messageId: `${base.messageId}-7`,
      userId: stranger,
      previousId: ['user_id', 'anonymous_id'].includes(type) ? value : canary.userId,
    },
    // Refused for its form, and yet about the person: not among the rejects either.
    { type: 'track', messageId: `${base.messageId}-8`, ...direct, properties: { [type]: value } },
  ];
}

async function run(context: ProofContext): Promise<void> {
  const { say, fault, random } = context;
  const staged = await stage(context);
  const { sql, installation } = staged;
  const rounds = context.rounds ?? 3;
  try {
    await erase(staged);
    const before = await counts(staged);
    let accepted = 0;
    let refused = 0;
    const statuses: Record<string, number> = {};
    for (let round = 0; round <= rounds; round++) {
      // The first round finds everything running; in the others it comes up under this load.
      if (round > 0) installation.kill('everything');
      const events = canaryIdentifiers.flatMap((identifier, n) => lateEvents(identifier, `${round}-${n}`));
      const sent = new Set<string>();
      for (const end = Date.now() + 60_000; sent.size < events.length && Date.now() < end; ) {
        for (const event of events.filter((one) => !sent.has(String(one.messageId)))) {
          const status = await staged.post('/v1/batch', { batch: [event] }).catch(() => 0);
          statuses[status === 0 ? 'no connection' : status] = (statuses[status === 0 ? 'no connection' : status] ?? 0) + 1;
          if (status === 200) sent.add(String(event.messageId));
          else if (status === 400) {
            sent.add(String(event.messageId));
            refused += 1;
          } else await pause(30 + random() * 50);
        }
      }
      accepted += sent.size;
      if (sent.size < events.length) fault(`round ${round}: only ${sent.size} of ${events.length} events were answered`);
      await installation.untilReady(60);
      await installation.untilDrained(60);
    }
    say(
      `${accepted} late events with ${canaryIdentifiers.length} identifiers in 8 fields, ${rounds} cold starts; answers: ${Object.entries(
        statuses,
      )
        .map(([k, n]) => `${k} × ${n}`)
        .join(', ')}; ${refused} of them refused for their form`,
    );
    const after = await counts(staged);
    say(
      `stored events: ${before.events} before, ${after.events} after; profiles ${before.profiles} → ${after.profiles}; rejects ${before.rejects} → ${after.rejects}; suppressed counter +${after.suppressed - before.suppressed}`,
    );
    for (const what of ['events', 'profiles', 'rejects', 'deliveries'] as const)
      if (after[what] !== before[what]) fault(`${what}: ${before[what]} became ${after[what]}`);
    if (after.suppressed - before.suppressed !== accepted)
      fault(`the counter moved by ${after.suppressed - before.suppressed}, not by ${accepted}`);
    const searched = needles();
    const hits = [
      ...(await searchDump(sql, searched)).hits,
      ...searchFiles(installation.dataDir, searched, ['database', 'secrets', 'run']).hits,
    ];
    say(`a search of dump and files finds ${hits.length} needles`);
    for (const { place, needle } of hits) fault(`${place} holds ${needle}`);
    await installation.untilReady(30);
    if ((await staged.post('/v1/track', { type: 'track', event: 'Other', userId: 'somebody-else' })) !== 200)
      fault('somebody else’s event is not taken');
  } finally {
    await staged.stop();
  }
}

async function counts({ sql }: Stage) {
  const [row] = await sql<{ events: number; profiles: number; rejects: number; deliveries: number; suppressed: number }[]>`
    select (select count(*)::int from events) as events, (select count(*)::int from profiles) as profiles, (select count(*)::int from rejects) as rejects,
      (select count(*)::int from deliveries) as deliveries,
      (select coalesce(sum(n), 0)::int from source_stats where outcome = 'suppressed') as suppressed`;
  return row ?? { events: 0, profiles: 0, rejects: 0, deliveries: 0, suppressed: 0 };
}
