import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '@/db/client';
import { cliScope } from '@/features/access/core/scope';
import { readDemoState } from '@/features/sources/demo/data';
import { startDemo } from '@/features/sources/demo/mutations';
import { AppError } from '@/lib/errors';
import { type Command, line } from './types';

export const demo: Command = {
  name: 'demo',
  usage: '',
  summary: 'Loads the demo company, and waits until it is there.',
  details: ['Real purchases with generated people, marked as demo, through the public API and a CSV import.'],
  options: {},
  run: async (_given, { out }) => {
    await startDemo(sql(), cliScope('tessera'));
    for (let shown = ''; ; await sleep(500)) {
      const state = await readDemoState(sql());
      if (!state) throw new AppError('not_found', 'The demo company is gone.');
      if (state.status === 'failed')
        throw new AppError('conflict', `The demo company could not be loaded: ${state.error ?? 'unknown reason'}`);
      const now = `${state.step} ${state.total > 0 ? Math.floor((10 * state.done) / state.total) * 10 : 0} %`;
      if (now !== shown) line(out, now);
      shown = now;
      if (state.status === 'ready') return line(out, 'The demo company is ready.');
    }
  },
};
