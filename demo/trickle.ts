import { type Sql, sql } from '@/db/client';
import { systemScope } from '@/features/access/core/scope';
import { readDemoState } from '@/features/sources/demo/data';
import { env } from '@/lib/env';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { orderCall } from './orders';
import { personOf } from './people';
import { type Invoice, readPurchases } from './purchases';
import { seeded } from './random';
import { type Call, sendCalls } from './send';
import { type DemoSource, sdkKeys } from './sources';
import { visitCalls } from './visits';

const EVERY_MS = 3000;
const MINUTE = 60_000;

/** While the switch is on, repeats a past purchase every few seconds as if it happened now, through the tracking API. */
export function startDemoTrickle(): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const send = trickler();
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = tick(send).then(next);
    }, EVERY_MS);
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

async function tick(send: (db: Sql) => Promise<void>): Promise<void> {
  try {
    const state = await readDemoState(sql());
    if (state?.status === 'ready' && state.trickle) await send(sql());
  } catch (err) {
    log.warn({ err }, 'The demo trickle missed a beat');
  }
}

/** Reads the purchases and makes keys on first use only: most installations never turn it on. */
function trickler(): (db: Sql) => Promise<void> {
  let ready: Promise<{ invoices: Invoice[]; keys: Record<DemoSource, string> }> | undefined;
  return async (db) => {
    ready ??= Promise.all([readPurchases(new Date()), sdkKeys(db, systemScope('demo'))]).then(([{ invoices }, keys]) => ({
      invoices,
      keys,
    }));
    const { invoices, keys } = await ready.catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    const random = seeded(Date.now());
    const invoice = { ...random.pick(invoices), at: new Date(), isRefund: false };
    const person = personOf(invoice.customer, invoice.country, 0);
    const unique = newId();
    const { source, call } = orderCall({ ...invoice, id: `live-${unique.slice(0, 13)}` }, { ...person, phone: undefined });
    const visits = visitCalls({ ...invoice, id: `live-${unique}`, at: new Date(invoice.at.getTime() - MINUTE) }, person);
    const calls: [DemoSource, Call[]][] = [['web', visits], ...(random.chance(0.5) ? [[source, [call]] as [DemoSource, Call[]]] : [])];
    for (const [name, list] of calls) await sendCalls(`http://127.0.0.1:${env().PORT}`, keys[name], list, () => undefined);
  };
}
