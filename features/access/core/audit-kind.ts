/** What a line of the audit log tells: that somebody saw something, took it out, or changed it. */
export const auditKinds = ['viewed', 'exported', 'changed'] as const;
export type AuditKind = (typeof auditKinds)[number];

/** By the last words of the action; the same patterns are asked of the database. Signing in and proving a key are none of the three. */
export const VIEWED = '[._](viewed|listed|read|revealed|verified|verify_limited|explained)$';
export const EXPORTED =
  '[._](exported|export_requested|export_downloaded|export_handed_out|downloaded|link_created|link_made)$|^package\\.|^email_test\\.sent$';
export const NEITHER = '^session\\.|^api_key\\.used$|^password\\.confirmed$|\\.hidden$';

/** The kind of an action, null for one that neither shows, hands out nor changes anything. */
export function kindOfAction(action: string): AuditKind | null {
  if (new RegExp(VIEWED).test(action)) return 'viewed';
  if (new RegExp(EXPORTED).test(action)) return 'exported';
  return new RegExp(NEITHER).test(action) ? null : 'changed';
}
