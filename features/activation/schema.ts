import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';
import { deliveryKinds, deliveryStatuses, exportFormats } from './constants';

const name = z.string().trim().min(1, keyed('consent.name', 'Give it a name')).max(80);
const key = z.string().min(1).max(50);
/** Checked by the kind's own schema; here only that it is a flat list of fields. */
const settings = z.record(z.string().max(100), z.union([z.string().max(5000), z.number(), z.boolean()]));

export const destinationInput = z.strictObject({ name, kind: z.string().max(50), purpose: key, channel: key, settings });
export const destinationUpdate = z.strictObject({ id: z.uuid(), name, purpose: key, channel: key, settings });
export const destinationId = z.strictObject({ id: z.uuid() });
export const pauseInput = z.strictObject({ id: z.uuid(), paused: z.boolean() });
export const deleteInput = z.strictObject({ id: z.uuid(), tell: z.boolean() });

export const mappingSchema = z.strictObject({
  traits: z.array(z.string().min(1).max(200)).max(200),
  identifiers: z.array(z.string().min(1).max(64)).max(50),
});
export const syncKey = z.strictObject({ destinationId: z.uuid(), segmentId: z.uuid() });
export const syncInput = syncKey.extend({ mapping: mappingSchema });
export const syncPauseInput = syncKey.extend({ paused: z.boolean() });

export const replayInput = z.strictObject({ destinationId: z.uuid(), ids: z.array(z.uuid()).min(1).max(1000).optional() });

export const deliveryFilter = z.strictObject({
  status: z.enum(deliveryStatuses).optional(),
  kind: z.enum(deliveryKinds).optional(),
  segmentId: z.uuid().optional(),
  profileId: z.uuid().optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeliveryFilter = z.output<typeof deliveryFilter>;

export const idParams = z.object({ id: z.uuid() });
export const deliveryParams = z.object({ id: z.uuid(), deliveryId: z.uuid() });

export const exportInput = z.strictObject({
  segmentId: z.uuid(),
  purpose: key,
  channel: key,
  traits: z.array(z.string().min(1).max(200)).max(500),
  identifiers: z.array(z.string().min(1).max(64)).max(50),
  format: z.enum(exportFormats).default('csv'),
});
/** CSV when no format is named. */
export type ExportAsk = z.input<typeof exportInput>;
