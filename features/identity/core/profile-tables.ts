import { getTableColumns, getTableName, type Table } from 'drizzle-orm';
import {
  consentLedger,
  consentStates,
  dailyAggregates,
  deliveries,
  emailBlocks,
  events,
  links,
  listMembers,
  membershipChanges,
  memberships,
  messages,
  modelScores,
  notes,
  profileAccesses,
  profileAliases,
  profileGroups,
  profileSearch,
  recipients,
  records,
  restrictions,
  reveals,
  searchKeys,
  syncMembers,
} from '@/db/schema';

/**
 * What a merge does with each table that has a `profile_id`. `move`: rows go to the survivor, which keeps its own where both
 * have one. `earliest`: of two rows the earlier
 * stays. `hook`: moved by its owner (see RestructureHooks). `leave`: rows are removed, and
 * written anew by those who own them. A test compares this list with the catalogue.
 */
type Policy = 'move' | 'earliest' | 'hook' | 'point' | 'leave';

const policies: [Table, Policy][] = [
  [events, 'move'],
  [records, 'move'],
  [links, 'move'],
  [searchKeys, 'earliest'],
  [profileGroups, 'earliest'],
  [notes, 'move'],
  [listMembers, 'move'],
  [membershipChanges, 'hook'],
  [memberships, 'hook'],
  [messages, 'move'],
  [emailBlocks, 'move'],
  [deliveries, 'hook'],
  [syncMembers, 'hook'],
  [recipients, 'hook'],
  [consentLedger, 'hook'],
  [restrictions, 'hook'],
  [modelScores, 'move'],
  [profileAccesses, 'move'],
  [dailyAggregates, 'leave'],
  [consentStates, 'hook'],
  [profileAliases, 'point'],
  [profileSearch, 'leave'],
  [reveals, 'leave'],
];

export const profileTables: readonly { name: string; policy: Policy; columns: readonly string[] }[] = policies.map(([table, policy]) => ({
  name: getTableName(table),
  policy,
  columns: Object.values(getTableColumns(table)).map((c) => c.name),
}));

/** Tables that name a profile but are moved by their own rule: `identifiers` point to the survivor. */
export const POINTING_TABLES = ['identifiers'] as const;
