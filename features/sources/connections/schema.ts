import { z } from 'zod';
import { scheduleSchema } from '@/lib/schedule';
import { connectorIds } from '@/plugins/connectors/registry';
import { sourceName } from '../schema';

const columnName = z.string().min(1).max(500);

/** What is read of a source. `items`: the path to a list inside a webhook's payload, each element of which is a row. */
export const selectionSchema = z.strictObject({
  stream: z.string().trim().min(1).max(300),
  query: z.string().trim().min(1).max(20_000).nullable(),
  key: z.array(columnName).max(8),
  mark: columnName.nullable(),
  items: z.string().trim().min(1).max(300).nullable(),
});

const id = z.uuid();
export const settingsInput = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const newConnectorSchema = z.strictObject({ name: sourceName, kind: z.enum(connectorIds as [string, ...string[]]) });
export const saveSettingsSchema = z.strictObject({ id, settings: settingsInput });
export const testSettingsSchema = z.strictObject({ id, settings: settingsInput });
export const saveScheduleSchema = z.strictObject({ id, schedule: scheduleSchema.nullable() });
export const pauseSchema = z.strictObject({ id, paused: z.boolean() });
export const startRunSchema = z.strictObject({ id, all: z.boolean() });
export const runIdSchema = z.strictObject({ runId: id });
