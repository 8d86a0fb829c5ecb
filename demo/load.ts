import type { Sql } from '@/db/client';
import type { Scope } from '@/features/access/types';
import { readDemoState } from '@/features/sources/demo/data';
import { writeDemoState } from '@/features/sources/demo/mutations';
import type { DemoState, DemoStep } from '@/features/sources/demo/types';
import { enqueueFit } from '@/features/traits/mutations/model-settings';
import { sendConsents } from './consents';
import { importCrm } from './import-crm';
import { orderCall } from './orders';
import { type Person, personOf } from './people';
import { type Purchases, readPurchases } from './purchases';
import { saveSegments } from './segments';
import { type Call, sendCalls } from './send';
import { prepareCompany, sdkKeys } from './sources';
import { supportCalls } from './support';
import { strangerCalls, visitCalls } from './visits';
import { untilProcessed } from './wait';

const STRANGERS = 1500;

export type DemoContext = {
  sql: Sql;
  scope: Scope;
  baseUrl: string;
  now: Date;
  signal: AbortSignal;
  report(step: DemoStep, done: number, total: number): Promise<void>;
};

/**
 * Makes the demo company through the public ways in: the CRM by CSV import, everything else by the tracking API, consents by the
 * consent API. Running it again changes nothing: every call keeps its messageId.
 */
export async function loadDemo(context: Omit<DemoContext, 'report'>): Promise<void> {
  const { sql, scope, baseUrl } = context;
  const purchases = await readPurchases(context.now);
  const report = reporter(sql, purchases.weeks);
  const full = { ...context, report };
  const people = peopleOf(purchases);
  await prepareCompany(sql);
  const keys = await sdkKeys(sql, scope);

  await importCrm(full, [...people.values()], firstPurchases(purchases));
  const calls = allCalls(purchases, people);
  const total = Object.values(calls).reduce((n, list) => n + list.length, 0);
  let done = 0;
  for (const source of ['web', 'shop', 'till', 'desk'] as const) {
    await sendCalls(baseUrl, keys[source], calls[source], async (n) => {
      context.signal.throwIfAborted();
      done += n;
      await report('history', done, total);
    });
  }
  await untilProcessed(full);
  await sendConsents(full, [...people.values()]);
  await report('segments', 0, 1);
  await saveSegments(sql, scope);
  await sql.begin(enqueueFit);
  const state = await readDemoState(sql);
  if (state) await writeDemoState(sql, { ...state, status: 'ready', done: 1, total: 1 });
}

function peopleOf({ invoices }: Purchases): Map<string, Person> {
  const people = new Map<string, Person>();
  for (const { customer, country } of invoices) if (!people.has(customer)) people.set(customer, personOf(customer, country, people.size));
  return people;
}

function firstPurchases({ invoices }: Purchases): Map<string, Date> {
  const first = new Map<string, Date>();
  for (const { customer, at } of invoices) if (!first.has(customer)) first.set(customer, at);
  return first;
}

function allCalls({ invoices }: Purchases, people: Map<string, Person>): Record<'web' | 'shop' | 'till' | 'desk', Call[]> {
  const calls: Record<'web' | 'shop' | 'till' | 'desk', Call[]> = { web: [], shop: [], till: [], desk: [] };
  const until = invoices.at(-1)?.at ?? new Date(0);
  const lastOrder = new Map<string, Date>();
  for (const invoice of invoices) {
    const person = people.get(invoice.customer);
    if (!person) continue;
    const { source, call } = orderCall(invoice, person);
    calls[source].push(call);
    if (source === 'shop' && !invoice.isRefund) calls.web.push(...visitCalls(invoice, person));
    lastOrder.set(invoice.customer, invoice.at);
  }
  calls.web.push(...strangerCalls(STRANGERS, until));
  for (const [index, person] of [...people.values()].entries())
    calls.desk.push(...supportCalls(person, index, lastOrder.get(person.customer) ?? until, until));
  return calls;
}

/** Writes progress at most four times a second. */
function reporter(sql: Sql, weeks: number): DemoContext['report'] {
  let last = 0;
  return async (step, done, total) => {
    if (done !== 0 && done !== total && Date.now() - last < 250) return;
    last = Date.now();
    const state: DemoState = { status: 'loading', step, done, total, weeks, trickle: false };
    await writeDemoState(sql, state);
  };
}
