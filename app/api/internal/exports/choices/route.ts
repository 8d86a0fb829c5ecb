import { defineRoute } from '@/features/access/gate';
import { exportChoices } from '@/features/activation/data/export-choices';

export const GET = defineRoute({ permission: { session: 'segments:export' }, run: () => exportChoices() });
