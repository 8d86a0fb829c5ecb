import 'server-only';
import { sql } from '@/db/client';
import { requireScope } from '@/features/access/gate';
import { type ModelView, modelView } from './data/model-view';
import { type Operations, readOperations } from './data/operations';
import { type Overview, type OverviewDays, overviewQuery, readOverview } from './data/overview';
import { listSegmentNames } from './data/segment-names';

/** The first page for its address. */
export async function loadOverview(days: string | string[] | undefined): Promise<{
  overview: Overview;
  days: OverviewDays;
  may: { sources: boolean; imports: boolean; segments: boolean; seeSources: boolean };
}> {
  const scope = await requireScope('dashboards:read');
  const asked = overviewQuery.safeParse({ days: days ?? '30' });
  const range = asked.success ? asked.data.days : 30;
  return {
    overview: await readOverview(sql(), range),
    days: range,
    may: {
      sources: scope.can('sources:write'),
      imports: scope.can('imports:write'),
      segments: scope.can('segments:write'),
      seeSources: scope.can('sources:read'),
    },
  };
}

/** What runs and what waits in this installation. */
export async function loadOperations(): Promise<Operations> {
  await requireScope('operations:read');
  return readOperations(sql());
}

/** What a dashboard's page needs before its reports: segments to filter by, the model, and what the viewer may. */
export async function loadDashboard(): Promise<{
  segments: { id: string; name: string }[];
  model: ModelView;
  may: { saveSegment: boolean; changeModel: boolean; seeSources: boolean };
}> {
  const scope = await requireScope('dashboards:read');
  const [segments, model] = await Promise.all([listSegmentNames(sql()), modelView()]);
  return {
    segments,
    model,
    may: { saveSegment: scope.can('segments:write'), changeModel: scope.can('models:write'), seeSources: scope.can('sources:read') },
  };
}
