import { type Person, spellEmail, spellPhone } from './people';
import { type Invoice, totalPence } from './purchases';
import { seeded } from './random';
import type { Call } from './send';

/** Line items kept on an order event; the largest invoices have over 500, more than one event may weigh. */
const MAX_ITEMS = 150;
const STORES = ['Oxford Street', 'Leeds Trinity', 'Bristol Cabot'];

export type OrderCall = { source: 'shop' | 'till'; call: Call };

/** An invoice as the shop or a till would have reported it: the same person, known there by other identifiers. */
export function orderCall(invoice: Invoice, person: Person): OrderCall {
  const random = seeded(`invoice:${invoice.id}`);
  const isTill = person.loyaltyCard !== undefined && random.chance(0.35);
  const revenue = totalPence(invoice) / 100;
  const properties = {
    order_id: invoice.id,
    ...(invoice.isRefund ? { total: revenue } : {}),
    revenue,
    currency: 'GBP',
    channel: isTill ? 'store' : 'online',
    ...(isTill ? { store: random.pick(STORES) } : {}),
    item_count: invoice.lines.reduce((sum, l) => sum + l.quantity, 0),
    line_count: invoice.lines.length,
    ...(invoice.lines.length > MAX_ITEMS ? { products_omitted: invoice.lines.length - MAX_ITEMS } : {}),
    products: invoice.lines
      .slice(0, MAX_ITEMS)
      .map((l) => ({ product_id: l.sku, name: l.name, quantity: l.quantity, price: l.pence / 100 })),
    original_date: invoice.originalDate,
  };
  const call: Call = {
    type: 'track',
    event: invoice.isRefund ? 'Order Refunded' : 'Order Completed',
    messageId: `order-${invoice.id}`,
    timestamp: invoice.at.toISOString(),
    properties,
    ...(isTill ? tillIdentity(person, random) : { userId: person.userId, context: { traits: { email: person.email, demo: true } } }),
  };
  return { source: isTill ? 'till' : 'shop', call };
}

/** At the till people show their card; some also give a number or an address for the receipt. */
function tillIdentity(person: Person, random: ReturnType<typeof seeded>): Pick<Call, 'anonymousId' | 'context'> {
  const traits = {
    demo: true,
    ...(person.phone && random.chance(0.4) ? { phone: spellPhone(person.phone, random) } : {}),
    ...(random.chance(0.4) ? { email: spellEmail(person.email, random) } : {}),
  };
  const card = { id: person.loyaltyCard ?? '', type: 'loyalty_card', collection: 'users', encoding: 'none' };
  return { anonymousId: `till-${person.loyaltyCard}`, context: { traits, externalIds: [card] } };
}
