import { z } from 'zod';
import { keyed } from '@/lib/said-of-issue';

export const sourceName = z
  .string()
  .trim()
  .min(1, keyed('source.giveName', 'Give the source a name.'))
  .max(80, keyed('source.longName', 'A name may have at most 80 characters.'));

export const newSourceSchema = z.strictObject({ name: sourceName, kind: z.enum(['sdk', 'file']) });

export const renameSourceSchema = z.strictObject({ id: z.uuid(), name: sourceName });

export const sourceIdSchema = z.strictObject({ id: z.uuid() });

export const enableSourceSchema = z.strictObject({ id: z.uuid(), enabled: z.boolean() });

/** The typed name guards against deleting the wrong source. */
export const deleteSourceSchema = z.strictObject({ id: z.uuid(), typedName: z.string() });

/** Events a second; null = no limit. */
export const rateLimitSchema = z.strictObject({ id: z.uuid(), perSecond: z.int().min(1).max(1_000_000).nullable() });

/** SDK and upload, and the connectors. */
export type SourceKind = 'sdk' | 'file' | 'postgres' | 'files' | 'webhook';
export type NewSource = { name: string; kind: SourceKind };
