import { type Person, spellEmail, spellPhone } from './people';
import { seeded } from './random';
import type { Call } from './send';

const SUBJECTS = [
  'Where is my order?',
  'Damaged on arrival',
  'Wrong item in the parcel',
  'Change of delivery address',
  'Invoice needed',
  'Return of a gift',
];
const OUTCOMES = ['Answered', 'Refund promised', 'Replacement sent', 'Passed to the warehouse'];
const HOUR = 3_600_000;

/** Tickets and calls of one customer in four, under the address or number they happened to use. `until` is the last moment of the data. */
export function supportCalls(person: Person, index: number, lastOrder: Date, until: Date): Call[] {
  const random = seeded(`support:${person.customer}`);
  if (!random.chance(0.25)) return [];
  const calls: Call[] = [];
  for (let i = 0; i <= random.int(3); i += 1) {
    const opened = new Date(Math.min(lastOrder.getTime() + (4 + random.int(400)) * HOUR, until.getTime() - (1 + random.int(200)) * HOUR));
    const byPhone = person.phone !== undefined && random.chance(0.5);
    const traits = byPhone
      ? { phone: spellPhone(person.phone ?? '', random), demo: true }
      : { email: spellEmail(person.email, random), demo: true };
    const ticket = `T-${10_000 + index * 4 + i}`;
    const base = { anonymousId: `desk-${person.customer}`, context: { traits } };
    calls.push({
      type: 'track',
      event: byPhone ? 'Call Received' : 'Ticket Opened',
      messageId: `${ticket}-opened`,
      timestamp: opened.toISOString(),
      properties: {
        ticket_id: ticket,
        subject: random.pick(SUBJECTS),
        ...(byPhone ? { outcome: random.pick(OUTCOMES), minutes: 2 + random.int(20) } : { channel: 'email' }),
      },
      ...base,
    });
    const closed = new Date(opened.getTime() + (1 + random.int(72)) * HOUR);
    if (!byPhone && closed < until && random.chance(0.9)) {
      calls.push({
        type: 'track',
        event: 'Ticket Closed',
        messageId: `${ticket}-closed`,
        timestamp: closed.toISOString(),
        properties: { ticket_id: ticket, outcome: random.pick(OUTCOMES) },
        ...base,
      });
    }
  }
  return calls;
}
