/**
 * Where the rows of a table live when one machine is not enough (Citus): spread by a column, tables of one group side by
 * side, or whole on every machine. A table that Citus must not touch is `local`: it stays on the coordinator.
 */
export type Place =
  | { kind: 'distributed'; column: string; group: 'profile' | 'identifier' | 'message' | 'lane' | 'old_profile' }
  | { kind: 'reference' }
  | { kind: 'local' };

const byProfile: Place = { kind: 'distributed', column: 'profile_id', group: 'profile' };
const reference: Place = { kind: 'reference' };
const local: Place = { kind: 'local' };

export const distribution: Record<string, Place> = {
  profiles: { kind: 'distributed', column: 'id', group: 'profile' },
  records: byProfile,
  links: byProfile,
  profile_search: byProfile,
  profile_groups: byProfile,
  search_keys: byProfile,
  notes: byProfile,
  consent_ledger: byProfile,
  consent_states: byProfile,
  restrictions: byProfile,
  events: byProfile,
  daily_aggregates: byProfile,
  memberships: byProfile,
  membership_changes: byProfile,
  sync_members: byProfile,
  deliveries: byProfile,
  profile_accesses: byProfile,
  recipients: byProfile,
  messages: byProfile,
  email_blocks: byProfile,
  model_scores: byProfile,

  identifiers: { kind: 'distributed', column: 'value', group: 'identifier' },
  profile_aliases: { kind: 'distributed', column: 'old_id', group: 'old_profile' },
  message_keys: { kind: 'distributed', column: 'event_id', group: 'message' },
  inbox: { kind: 'distributed', column: 'lane', group: 'lane' },

  api_keys: reference,
  campaigns: reference,
  channels: reference,
  consent_categories: reference,
  consent_texts: reference,
  destinations: reference,
  email_sender: reference,
  email_template_versions: reference,
  email_templates: reference,
  event_definitions: reference,
  event_properties: reference,
  groups: reference,
  inbox_lanes: reference,
  models: reference,
  purposes: reference,
  segment_dependencies: reference,
  segments: reference,
  settings: reference,
  source_connections: reference,
  sources: reference,
  suppressions: reference,
  syncs: reference,
  trait_definitions: reference,
  users: reference,
  write_keys: reference,

  access_packages: local,
  attempt_limits: local,
  audit_chain: local,
  audit_log: local,
  clock_state: local,
  consent_faults: local,
  erasure_destinations: local,
  erasures: local,
  event_rollups: local,
  exports: local,
  file_runs: local,
  import_rejects: local,
  imports: local,
  rejects: local,
  reveals: local,
  segment_sizes: local,
  sessions: local,
  source_files: local,
  source_rows: local,
  source_runs: local,
  source_stats: local,
  subject_request_codes: local,
  subject_request_events: local,
  subject_requests: local,
  user_tokens: local,
  worker_heartbeats: local,
};
