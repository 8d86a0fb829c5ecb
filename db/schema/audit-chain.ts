import { bigint, pgTable, text } from 'drizzle-orm/pg-core';

/**
 * Ties the lines of the audit log together, so that a changed, deleted, inserted or moved one is found: `hash` is keyed, and covers the
 * hash before, the line, and `words`, the keyed hash of its reason and details, which an erasure may empty later.
 */
export const auditChain = pgTable('audit_chain', {
  position: bigint('position', { mode: 'number' }).primaryKey(),
  auditId: bigint('audit_id', { mode: 'number' }).notNull().unique(),
  words: text('words').notNull(),
  hash: text('hash').notNull(),
});
