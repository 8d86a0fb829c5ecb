import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { locales } from '@/lib/i18n/config';
import { keyed } from '@/lib/said-of-issue';
import { apiScopes, roles } from './constants';
import { auditKinds } from './core/audit-kind';
import { emailAddress } from './core/email-address';

const name = z.string().trim().max(120);
const password = z.string().min(1).max(1000);
const token = z.string().min(20).max(200);

export const userIdInput = z.strictObject({ userId: z.uuid() });
export const inviteInput = z.strictObject({ email: emailAddress, name, role: z.enum(roles) });
export const roleInput = z.strictObject({ userId: z.uuid(), role: z.enum(roles) });

export const tokenInput = z.strictObject({ kind: z.enum(['invite', 'reset']), token });
export const acceptInput = z.strictObject({ token, name: name.min(1), password });
export const resetInput = z.strictObject({ token, password });
export const forgotInput = z.strictObject({ email: emailAddress });

export const passwordInput = z.strictObject({ current: password, password });
export const confirmInput = z.strictObject({ password });
export const accountInput = z.strictObject({ name: name.min(1), locale: z.enum(locales) });
export const sessionInput = z.strictObject({ sessionId: z.uuid() });

export const apiKeyInput = z.strictObject({
  name: name.min(1),
  scopes: z.array(z.enum(apiScopes)).min(1),
  purpose: z.string().min(1).max(100).nullable(),
  channel: z.string().min(1).max(100).nullable(),
});
export const apiKeyIdInput = z.strictObject({ keyId: z.uuid() });

export const companyInput = z.strictObject({
  name,
  timeZone: z
    .string()
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', keyed('access.timeZone', 'Choose a time zone.')),
  country: z.literal('').or(z.string().refine((code) => isSupportedCountry(code), keyed('access.country', 'Choose a country.'))),
  currency: z.string().refine((code) => Intl.supportedValuesOf('currency').includes(code), keyed('access.currency', 'Choose a currency.')),
});

/** Filters of the audit log, as they stand in the address. Days are whole days of the company's zone. */
export const auditFilter = z.strictObject({
  actor: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  /** Everything about one person: the id of a profile, also of one that was merged. */
  person: z.uuid().optional(),
  kind: z.enum(auditKinds).optional(),
  /** The last so many days, to this moment. */
  last: z.enum(['1', '7', '30', '90']).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

export type AuditFilter = z.output<typeof auditFilter>;

/** One page of the audit log: lines older than `cursor`. */
export const auditQuery = auditFilter.extend({ cursor: z.coerce.number().int().positive().optional() });
