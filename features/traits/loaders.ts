import 'server-only';
import { requireScope } from '@/features/access/gate';
import { fitState, modelCard, modelSettings } from './data';

/** What a page shows of the model: the one in force, the latest fit, the settings, whether a fit goes on, and what the viewer may. */
export async function loadModel() {
  const scope = await requireScope('dashboards:read');
  const [card, settings, state] = await Promise.all([modelCard(), modelSettings(), fitState()]);
  return { ...card, settings, state, mayChange: scope.can('models:write') };
}
