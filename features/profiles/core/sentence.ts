type Properties = Readonly<Record<string, unknown>>;

/** What is said of one event: a sentence of the message catalogue with its values, then details in the order to be listed. */
export type Sentence = { key: SentenceKey; values: Record<string, string | number>; details: Detail[] };

/** Details are formatted where they are shown, in the reader's language. */
export type Detail = { kind: 'text'; text: string } | { kind: 'money'; amount: number; currency: string | null };

/** One bought thing, as far as the event told it. */
export type LineItem = { name: string; quantity: number | null; price: number | null; sku: string | null };

export type SentenceKey = (typeof rules)[number]['key'] | 'generic';

type Told = { name: string; properties: Properties; value: number | null; currency: string | null };
type Rule = { names: readonly string[]; values?: (e: Told) => Record<string, string | number>; details?: (e: Told) => (Detail | null)[] };

const text = (properties: Properties, ...names: string[]): string => {
  for (const name of names) {
    const value = properties[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return '';
};
const number = (value: unknown): number | null => {
  const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof n === 'number' && Number.isFinite(n) ? n : null;
};
const detail = (shown: string): Detail | null => (shown === '' ? null : { kind: 'text', text: shown });
const place = (e: Told) => detail(text(e.properties, 'store', 'affiliation', 'channel'));
const product = (e: Told) => text(e.properties, 'name', 'product_name', 'product', 'title', 'sku', 'product_id');
const order = (e: Told) => detail(text(e.properties, 'order_id', 'order', 'orderId', 'invoice'));

function money(e: Told, ...names: string[]): Detail | null {
  const amount = e.value ?? names.map((name) => number(e.properties[name])).find((n) => n !== null) ?? null;
  if (amount === null) return null;
  return { kind: 'money', amount, currency: e.currency ?? (text(e.properties, 'currency').toUpperCase() || null) };
}

function itemCount(e: Told): number {
  const stated = number(e.properties.item_count) ?? number(e.properties.items) ?? number(e.properties.quantity);
  const summed = lineItems(e.properties).reduce((sum, item) => sum + (item.quantity ?? 1), 0);
  return stated ?? summed;
}

const rules = [
  {
    key: 'orderCompleted',
    names: ['order completed', 'order placed', 'purchase', 'purchased', 'order paid'],
    values: (e: Told) => ({ count: itemCount(e) }),
    details: (e: Told) => [money(e, 'revenue', 'total', 'value'), place(e), order(e)],
  },
  {
    key: 'orderRefunded',
    names: ['order refunded', 'refund', 'refunded', 'return completed'],
    values: (e: Told) => ({ count: itemCount(e) }),
    details: (e: Told) => [money(e, 'total', 'revenue', 'value'), place(e), order(e)],
  },
  { key: 'orderCancelled', names: ['order cancelled', 'order canceled'], details: (e: Told) => [money(e, 'total', 'revenue'), order(e)] },
  {
    key: 'orderUpdated',
    names: ['order updated', 'order shipped', 'order delivered', 'shipment updated'],
    values: (e: Told) => ({ name: e.name }),
    details: (e: Told) => [order(e), detail(text(e.properties, 'status'))],
  },
  { key: 'checkoutStarted', names: ['checkout started', 'checkout begun'], details: (e: Told) => [money(e, 'value', 'revenue', 'total')] },
  {
    key: 'productViewed',
    names: ['product viewed', 'viewed product', 'view item'],
    values: (e: Told) => ({ product: product(e) }),
    details: (e: Told) => [money(e, 'price')],
  },
  {
    key: 'productAdded',
    names: ['product added', 'added to cart', 'add to cart'],
    values: (e: Told) => ({ product: product(e) }),
    details: (e: Told) => [money(e, 'price')],
  },
  { key: 'productRemoved', names: ['product removed', 'removed from cart'], values: (e: Told) => ({ product: product(e) }) },
  {
    key: 'productListViewed',
    names: ['product list viewed', 'category viewed'],
    values: (e: Told) => ({ list: text(e.properties, 'category', 'list_id', 'list') }),
  },
  { key: 'cartViewed', names: ['cart viewed'] },
  {
    key: 'searched',
    names: ['products searched', 'searched', 'search'],
    values: (e: Told) => ({ query: text(e.properties, 'query', 'search_term', 'q') }),
  },
  {
    key: 'couponApplied',
    names: ['coupon applied', 'coupon entered'],
    values: (e: Told) => ({ coupon: text(e.properties, 'coupon_name', 'coupon_id', 'coupon', 'code') }),
  },
  { key: 'signedUp', names: ['signed up', 'account created', 'registered'] },
  { key: 'signedIn', names: ['signed in', 'logged in', 'login'] },
  { key: 'signedOut', names: ['signed out', 'logged out', 'logout'] },
  {
    key: 'emailSent',
    names: ['email sent', 'email delivered'],
    values: (e: Told) => ({ subject: text(e.properties, 'email_subject', 'subject', 'campaign_name') }),
  },
  {
    key: 'emailOpened',
    names: ['email opened'],
    values: (e: Told) => ({ subject: text(e.properties, 'email_subject', 'subject', 'campaign_name') }),
  },
  {
    key: 'emailClicked',
    names: ['email link clicked', 'email clicked'],
    values: (e: Told) => ({ subject: text(e.properties, 'email_subject', 'subject', 'campaign_name') }),
  },
  { key: 'emailBounced', names: ['email bounced'] },
  { key: 'unsubscribed', names: ['unsubscribed', 'email unsubscribed'] },
  {
    key: 'ticketOpened',
    names: ['ticket opened', 'ticket created', 'support ticket created', 'case opened'],
    values: (e: Told) => ({ subject: text(e.properties, 'subject', 'title', 'topic') }),
    details: (e: Told) => [detail(text(e.properties, 'ticket_id', 'ticket')), detail(text(e.properties, 'channel'))],
  },
  {
    key: 'ticketClosed',
    names: ['ticket closed', 'ticket solved', 'ticket resolved', 'case closed'],
    values: (e: Told) => ({ subject: text(e.properties, 'subject', 'title', 'topic') }),
    details: (e: Told) => [detail(text(e.properties, 'ticket_id', 'ticket')), detail(text(e.properties, 'outcome'))],
  },
  {
    key: 'called',
    names: ['call received', 'call made', 'call', 'call logged', 'call ended'],
    values: (e: Told) => ({ subject: text(e.properties, 'subject', 'topic', 'reason') }),
    details: (e: Told) => [detail(text(e.properties, 'outcome')), detail(text(e.properties, 'ticket_id'))],
  },
  { key: 'page', names: ['$page'], values: (e: Told) => ({ page: text(e.properties, 'name', 'title', 'path', 'url') }) },
  { key: 'screen', names: ['$screen'], values: (e: Told) => ({ page: text(e.properties, 'name', 'title') }) },
  { key: 'identify', names: ['$identify'], values: (e: Told) => ({ count: Object.keys(e.properties).length }) },
  { key: 'group', names: ['$group'], values: (e: Told) => ({ group: text(e.properties, 'name', 'groupId', 'group_id') }) },
  { key: 'alias', names: ['$alias'] },
] as const satisfies readonly (Rule & { key: string })[];

const byName = new Map<string, Rule & { key: SentenceKey }>(rules.flatMap((rule) => rule.names.map((name) => [name, rule] as const)));

/** Says what happened, from what the event itself tells; an event nobody planned for is named, with its first plain properties. */
export function sentenceOf(event: Told): Sentence {
  const rule = byName.get(
    event.name
      .toLowerCase()
      .replace(/[_\s]+/g, ' ')
      .trim(),
  );
  if (!rule) return { key: 'generic', values: { name: event.name }, details: genericDetails(event) };
  const values = rule.values?.(event) ?? {};
  // ICU's `select` tells "with" from "without": an empty text is the word none.
  const told = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v === '' ? 'none' : v]));
  const shown = Object.fromEntries(Object.entries(values).map(([k, v]) => [`${k}Text`, v]));
  return { key: rule.key, values: { ...told, ...shown }, details: rule.details?.(event).filter((d) => d !== null) ?? [] };
}

const MAX_DETAILS = 3;

function genericDetails(event: Told): Detail[] {
  const amount = event.value === null ? null : money(event);
  const plain = Object.values(event.properties).flatMap((value) =>
    (typeof value === 'string' && value.length > 0 && value.length <= 60) || typeof value === 'number'
      ? [{ kind: 'text' as const, text: String(value) }]
      : [],
  );
  return [...(amount ? [amount] : []), ...plain].slice(0, MAX_DETAILS);
}

/** The bought or viewed things of an event, from `products` or `items`. */
export function lineItems(properties: Properties): LineItem[] {
  const list = [properties.products, properties.items, properties.line_items].find(Array.isArray) as unknown[] | undefined;
  return (list ?? []).flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const entry = item as Properties;
    const sku = text(entry, 'sku', 'product_id', 'id');
    return [{ name: text(entry, 'name', 'title') || sku, quantity: number(entry.quantity), price: number(entry.price), sku: sku || null }];
  });
}
