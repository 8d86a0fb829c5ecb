import { fitState, modelCard, modelSettings } from '@/features/traits/data';
import type { ModelSettings } from '@/features/traits/schema';
import type { ModelRecord } from '@/features/traits/types';

/** The model in force, the latest fit when it is another one, what was chosen, and whether a fit goes on. */
export type ModelView = {
  published: ModelRecord | null;
  latest: ModelRecord | null;
  settings: ModelSettings;
  state: 'idle' | 'waiting' | 'running';
};

export async function modelView(): Promise<ModelView> {
  const [card, settings, state] = await Promise.all([modelCard(), modelSettings(), fitState()]);
  return { ...card, settings, state };
}
