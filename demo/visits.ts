import type { Person } from './people';
import type { Invoice } from './purchases';
import { seeded } from './random';
import type { Call } from './send';

const CAMPAIGNS = [
  undefined,
  undefined,
  undefined,
  { source: 'newsletter', medium: 'email', name: 'weekly' },
  { source: 'search', medium: 'cpc', name: 'gifts' },
];
const MINUTE = 60_000;

/** What the web site saw before an online order: an unknown browser, then a sign-in that ties it to the customer. */
export function visitCalls(invoice: Invoice, person: Person): Call[] {
  const random = seeded(`visit:${invoice.id}`);
  const device = person.devices[random.int(person.devices.length)] ?? `demo-${person.customer}-1`;
  const campaign = random.pick(CAMPAIGNS);
  const context = {
    page: { path: '/', url: 'https://shop.example.com/' },
    ...(campaign && { campaign }),
    locale: person.language === 'en' ? 'en-GB' : 'de-DE',
  };
  const at = (minutes: number) => new Date(invoice.at.getTime() - minutes * MINUTE).toISOString();
  const calls: Call[] = [
    {
      type: 'page',
      name: 'Home',
      messageId: `visit-${invoice.id}-1`,
      timestamp: at(14),
      anonymousId: device,
      properties: { path: '/', title: 'Home' },
      context,
    },
  ];
  for (const [i, line] of invoice.lines.slice(0, 1 + random.int(3)).entries()) {
    calls.push({
      type: 'track',
      event: i % 2 === 0 ? 'Product Viewed' : 'Product Added',
      messageId: `visit-${invoice.id}-v${i}`,
      timestamp: at(11 - i * 2),
      anonymousId: device,
      properties: { product_id: line.sku, name: line.name, price: line.pence / 100 },
      context,
    });
  }
  if (random.chance(0.7)) {
    calls.push({
      type: 'identify',
      messageId: `visit-${invoice.id}-i`,
      timestamp: at(2),
      anonymousId: device,
      userId: person.userId,
      traits: { email: person.email, demo: true },
      context,
    });
  }
  return calls;
}

/** Visitors who never sign in: `count` browsers with one to five page views each in the last 90 days before `end`. */
export function strangerCalls(count: number, end: Date): Call[] {
  return Array.from({ length: count }, (_, n) => {
    const random = seeded(`stranger:${n}`);
    const start = end.getTime() - random.next() * 90 * 24 * 60 * MINUTE;
    return Array.from(
      { length: 1 + random.int(5) },
      (__, i): Call => ({
        type: 'page',
        name: random.pick(['Home', 'Category', 'Product', 'Delivery information']),
        messageId: `stranger-${n}-${i}`,
        timestamp: new Date(start + i * 2 * MINUTE).toISOString(),
        anonymousId: `demo-stranger-${n}`,
        properties: { path: random.pick(['/', '/gifts', '/sale', '/delivery']) },
        context: { traits: { demo: true } },
      }),
    );
  }).flat();
}
