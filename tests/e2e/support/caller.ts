import { api, newApiKey, newWriteKey, sendBatch, until } from './installation';

export type Caller = {
  id: string;
  first: string;
  last: string;
  email: string;
  phone: string;
  order: string;
  postcode: string;
};

/** A random word that no other test's person is called. */
const word = (letters: number) => Array.from({ length: letters }, () => 'bcdfglmnprstvz'[Math.floor(Math.random() * 14)]).join('');

/** Makes one customer through the tracking API: two orders, a page view, a ticket, known by e-mail, phone and user id. */
export async function newCaller(): Promise<Caller> {
  const mark = word(8);
  const digits = String(Math.floor(201 + Math.random() * 780));
  const person = {
    first: 'Annabel',
    last: `Q${mark}`,
    email: `annabel.${mark}@example.com`,
    // An American number that is kept free for fiction.
    phone: `+1 ${digits} 555 01${Math.floor(10 + Math.random() * 90)}`,
    order: `GB-${mark.toUpperCase()}-1`,
    postcode: 'HG1 2AB',
  };
  const [shop, desk] = await Promise.all([newWriteKey('E2E shop'), newWriteKey('E2E support desk')]);
  const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const base = { userId: `cust-${mark}` };
  const products = [
    { product_id: 'M1', name: 'Red mug', quantity: 2, price: 10 },
    { product_id: 'B2', name: 'Tea towel', quantity: 1, price: 22.1 },
  ];
  await sendBatch(shop, [
    {
      ...base,
      type: 'identify',
      messageId: `${mark}-i`,
      timestamp: at(40),
      traits: { first_name: person.first, last_name: person.last, email: person.email, phone: person.phone, postcode: person.postcode },
    },
    {
      ...base,
      type: 'track',
      event: 'Order Completed',
      messageId: `${mark}-o1`,
      timestamp: at(30),
      properties: { order_id: person.order, revenue: 42.1, currency: 'GBP', channel: 'store', products },
    },
    { ...base, type: 'page', name: 'Returns', messageId: `${mark}-p`, timestamp: at(2), properties: { path: '/returns' } },
  ]);
  await sendBatch(desk, [
    {
      type: 'track',
      anonymousId: `desk-${mark}`,
      event: 'Ticket Opened',
      messageId: `${mark}-t`,
      timestamp: at(1),
      properties: { ticket_id: `T-${mark}`, subject: 'Where is my order?' },
      context: { traits: { email: person.email.toUpperCase() } },
    },
  ]);
  const key = await newApiKey('profiles:read');
  const id = await until(async () => {
    const { data } = await api<{ data: { id: string; eventCount: number }[] }>(key, `/api/v1/profiles?identifier=email:${person.email}`);
    return data[0] && data[0].eventCount >= 4 ? data[0].id : undefined;
  }, 'the caller’s profile');
  return { id, ...person };
}
