import type { DateOrder, Mapping, Target } from '../schema';
import { convertValue, parseDate } from './convert-value';

type Rule = { names: RegExp; target: Target };

const id = (type: 'user_id' | 'email' | 'phone' | 'anonymous_id'): Target => ({ kind: 'identifier', type });
const trait = (name: string): Target => ({ kind: 'trait', name, type: 'string' });

/** Usual headers of CRM, shop and till exports, compared after lower-casing and joining words by one underscore. */
const RULES: Rule[] = [
  { names: /^(user_?id|customer_?(id|no|number)|client_?(id|no)|contact_?id|kundennummer|crm_?id)$/, target: id('user_id') },
  { names: /^(e_?mail(_?address)?|mail)$/, target: id('email') },
  { names: /^(phone|phone_?(no|number)|mobile(_?(phone|no|number))?|tel|telephone|telefon)$/, target: id('phone') },
  { names: /^(anonymous_?id|visitor_?id|cookie_?id|device_?id)$/, target: id('anonymous_id') },
  {
    names: /^(loyalty_?(card|id|no|number)|card_?(no|number))$/,
    target: { kind: 'identifier', type: 'external', externalType: 'loyalty_card' },
  },
  { names: /^(message_?id|event_?id|transaction_?id|row_?id)$/, target: { kind: 'message_id' } },
  { names: /^(event|event_?name|activity)$/, target: { kind: 'event_name' } },
  { names: /^(first_?name|given_?name|forename|vorname)$/, target: trait('first_name') },
  { names: /^(last_?name|surname|family_?name|nachname)$/, target: trait('last_name') },
  { names: /^(name|full_?name)$/, target: trait('name') },
  { names: /^(country|land|country_?code)$/, target: trait('country') },
  { names: /^(city|town|ort)$/, target: trait('city') },
  { names: /^(post_?code|zip(_?code)?|postal_?code|plz)$/, target: trait('postcode') },
];
const MOMENT = /^(timestamp|occurred_?at|date|event_?time|order_?date|invoice_?date|created_?at|time)$/;

const normal = (header: string) =>
  header
    .trim()
    .toLowerCase()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');

/**
 * Proposes a mapping from headers and some rows: known names first, then the look of the values. People, unless a column names
 * events or there is both a moment and a number to add up. The key is the strongest identifier found; −1 when there is none.
 */
export function suggestMapping(header: string[], rows: string[][]): Omit<Mapping, 'key'> & { key: number } {
  const names = header.map(normal);
  const valuesOf = (i: number) => rows.map((r) => (r[i] ?? '').trim()).filter((v) => v !== '');
  const isEvents =
    names.some((n) => RULES.some((r) => r.target.kind === 'event_name' && r.names.test(n))) ||
    names.some((n) => /^(order|invoice|transaction|ticket)_?(id|no|number)$/.test(n));
  const taken = new Set<string>();
  const columns = header.map((original, i): Target => {
    const target = suggestColumn(names[i] ?? '', original, valuesOf(i), isEvents);
    const place =
      target.kind === 'identifier'
        ? `identifier:${target.externalType ?? target.type}`
        : target.kind === 'trait' || target.kind === 'property'
          ? `${target.kind}:${target.name}`
          : target.kind;
    if (target.kind !== 'ignore' && taken.has(place)) return { kind: 'ignore' };
    taken.add(place);
    return target;
  });
  const strength = ['user_id', 'external', 'email', 'phone', 'anonymous_id'] as const;
  const key = strength.map((type) => columns.findIndex((c) => c.kind === 'identifier' && c.type === type)).find((i) => i >= 0) ?? -1;
  return {
    rows: isEvents ? 'events' : 'people',
    ...(isEvents && !columns.some((c) => c.kind === 'event_name') && { eventName: 'Order Completed' }),
    key,
    columns,
  };
}

function suggestColumn(name: string, original: string, values: string[], isEvents: boolean): Target {
  const known = RULES.find((r) => r.names.test(name));
  if (known && (isEvents || known.target.kind !== 'event_name')) return known.target;
  const most = (test: (v: string) => boolean) => values.length > 0 && values.filter(test).length >= values.length * 0.8;
  if (most((v) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(v))) return id('email');
  const order = dateOrderOf(values);
  if (isEvents && MOMENT.test(name) && order) return { kind: 'timestamp', dateOrder: order };
  const kind = isEvents ? 'property' : 'trait';
  const label = name || original.trim() || 'column';
  if (order) return { kind, name: label, type: 'date', dateOrder: order };
  if (most((v) => !/^0\d/.test(v) && convertValue(v, 'number', undefined).ok)) return { kind, name: label, type: 'number' };
  if (most((v) => /^(true|false|yes|no)$/i.test(v))) return { kind, name: label, type: 'boolean' };
  return { kind, name: label, type: 'string' };
}

/** The order of day and month that reads every value; when both do, day first (the order of most of the world). */
function dateOrderOf(values: string[]): DateOrder | undefined {
  if (values.length === 0) return undefined;
  const orders: DateOrder[] = ['ymd', 'dmy', 'mdy'];
  return orders.find((order) => values.filter((v) => parseDate(v, order)).length >= values.length * 0.9);
}
