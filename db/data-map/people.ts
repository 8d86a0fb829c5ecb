import {
  behaviour,
  cleared,
  contact,
  copy,
  type DataMap,
  derived,
  identifier,
  inner,
  operational,
  properties,
  rawText,
  secret,
  traits,
} from './types';

/** Who people are. */
export const profileTables: DataMap = {
  profiles: {
    subject: 'profile',
    path: 'id',
    retain: 'profile',
    columns: {
      ...identifier('id', 'name'),
      ...traits('traits'),
      ...copy('derived'),
      ...derived('first_seen_at', 'last_seen_at', 'event_count', 'order_count', 'spend', 'currency', 'last_order_at', 'open_tickets'),
      ...inner('created_at', 'updated_at', 'provenance', 'scored_order_count', 'scored_spend'),
    },
  },
  records: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: {
      ...identifier('key'),
      ...traits('traits'),
      ...derived('first_seen_at', 'last_seen_at'),
      ...inner('profile_id', 'id', 'source_id', 'birth_profile_id', 'created_at'),
    },
  },
  identifiers: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: {
      ...identifier('type', 'value', 'display'),
      ...derived('first_seen_at', 'last_seen_at'),
      ...inner('profile_id', 'source_id', 'shared_since'),
    },
  },
  links: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: {
      ...identifier('a', 'b', 'evidence'),
      ...derived('kind', 'status', 'rule', 'occurred_at'),
      ...inner('profile_id', 'id', 'source_id', 'event_id', 'created_at'),
    },
  },
  profile_aliases: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: { ...inner('old_id', 'profile_id', 'merged_at') },
  },
  profile_search: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    note: 'Rebuilt from the profile and its identifiers.',
    columns: { ...copy('name', 'text'), ...inner('profile_id') },
  },
  search_keys: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    note: 'Rebuilt from the events’ searchable properties.',
    columns: { ...copy('kind', 'value'), ...inner('profile_id', 'event_id', 'occurred_at') },
  },
  notes: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: { ...contact('kind', 'body'), ...derived('created_at'), ...inner('profile_id', 'id', 'author_id', 'author_name') },
  },
  profile_groups: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: { ...derived('group_id', 'joined_at'), ...inner('profile_id') },
  },
  consent_ledger: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'append_only',
    note: 'Proof of consent, kept while the person is known and removed whole by an erasure.',
    columns: {
      ...contact('purpose', 'channel', 'state', 'occurred_at', 'recorded_at', 'expires_at', 'method', 'text_version', 'evidence'),
      ...inner('profile_id', 'id', 'origin_profile_id', 'actor'),
    },
  },
  consent_states: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: { ...contact('purpose', 'channel', 'state', 'since', 'expires_at'), ...inner('profile_id', 'ledger_id') },
  },
  suppressions: {
    subject: 'nobody',
    path: null,
    retain: 'append_only',
    note: 'Keyed hashes, kept after an erasure so that the person is not collected again.',
    columns: { ...operational('hash', 'reason', 'created_at') },
  },
};

/** What people did, and what was computed from it. */
export const behaviourTables: DataMap = {
  events: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    note: 'Of any date: a company may bring in its history. Kept while the person is known.',
    columns: {
      ...behaviour('occurred_at', 'type', 'name', 'value', 'currency'),
      ...properties('properties', 'context'),
      ...inner('profile_id', 'id', 'record_id', 'source_id', 'received_at', 'message_id'),
    },
  },
  daily_aggregates: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    note: 'Sums of the person’s events, which are handed out themselves.',
    columns: { ...inner('profile_id', 'event_key', 'day', 'n', 'sum') },
  },
  memberships: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: { ...derived('segment_id', 'entered_at'), ...inner('profile_id') },
  },
  membership_changes: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'months_25',
    columns: { ...derived('segment_id', 'change', 'cause', 'at'), ...inner('profile_id', 'id') },
  },
  model_scores: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'months_25',
    note: 'Predictions as they were published, for comparing them with what happened.',
    columns: {
      ...derived('version', 'scored_on', 'horizon_days', 'orders_horizon', 'no_purchase', 'orders_12m', 'value_12m'),
      ...inner('profile_id', 'model_id'),
    },
  },
  sync_members: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'profile',
    columns: { ...derived('destination_id', 'segment_id', 'sent_at'), ...inner('profile_id', 'payload_hash') },
  },
  deliveries: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'days_30',
    columns: {
      ...properties('payload'),
      ...derived('destination_id', 'segment_id', 'kind', 'status', 'created_at', 'finished_at'),
      ...inner(
        'profile_id',
        'id',
        'attempts',
        'next_attempt_at',
        'give_up_at',
        'response_status',
        'response',
        'duration_ms',
        'error_code',
        'error',
      ),
    },
  },
  reveals: {
    subject: 'profile',
    path: 'profile_id',
    retain: 'days_30',
    columns: { ...cleared('reason'), ...operational('id', 'user_id', 'profile_id', 'created_at', 'expires_at') },
  },
};

/** Raw text in which people occur: looked up by their identifiers. */
export const contentTables: DataMap = {
  inbox: {
    subject: 'content',
    path: null,
    retain: 'consumed',
    note: 'Partitions are dropped as soon as every lane has passed them.',
    columns: { ...rawText('body'), ...inner('lane', 'seq', 'source_id', 'mode', 'received_at') },
  },
  rejects: {
    subject: 'content',
    path: null,
    retain: 'days_30',
    note: '30 days after they were replayed; 90 days for those that wait for it.',
    columns: { ...rawText('raw', 'reason'), ...inner('id', 'source_id', 'received_at', 'stage', 'code', 'message_id', 'replayed_at') },
  },
  import_rejects: {
    subject: 'content',
    path: null,
    retain: 'days_30',
    note: 'After the end of their import.',
    columns: { ...rawText('raw', 'reason'), ...inner('import_id', 'line', 'code') },
  },
  audit_log: {
    subject: 'content',
    path: null,
    retain: 'append_only',
    note: 'Who did what, for accountability: holds ids of profiles, never their data. What staff wrote as a reason is cleared.',
    columns: {
      ...cleared('reason'),
      ...operational('id', 'at', 'actor_type', 'actor_id', 'actor_label', 'action', 'subject_type', 'subject_id', 'details'),
    },
  },
  subject_requests: {
    subject: 'content',
    path: null,
    retain: 'append_only',
    note: 'Proof that requests were answered. Found by the profiles they concern and by the identifiers given; what names the person is cleared.',
    columns: {
      ...cleared('identifiers', 'name', 'contact', 'message', 'refusal_note', 'extension_reason', 'task', 'error', 'profile_ids'),
      ...operational(
        'id',
        'number',
        'type',
        'state',
        'origin',
        'registered_by',
        'locale',
        'nobody',
        'proof',
        'received_at',
        'first_due_at',
      ),
      ...operational('due_at', 'paused_at', 'paused_ms', 'extended_at', 'assignee_id', 'verified_at', 'verified_by', 'approved_at'),
      ...operational('approved_by', 'started_at', 'finished_at', 'refusal_ground', 'outcome', 'lifted_at', 'created_at', 'updated_at'),
    },
  },
  subject_request_events: {
    subject: 'content',
    path: null,
    retain: 'append_only',
    note: 'The steps of a request; notes of staff are cleared with the request they belong to.',
    columns: {
      ...cleared('body'),
      ...operational('id', 'request_id', 'at', 'actor_type', 'actor_id', 'actor_label', 'kind', 'details'),
    },
  },
  subject_request_codes: {
    subject: 'nobody',
    path: null,
    retain: 'consumed',
    note: 'What the public form waits to have confirmed, encrypted, for a day.',
    columns: { ...secret('content_encrypted', 'code_hash'), ...operational('id', 'tries', 'created_at', 'expires_at', 'used_at') },
  },
  groups: {
    subject: 'content',
    path: null,
    retain: 'installation',
    note: 'Companies and households: traits of the group, not of a person.',
    columns: { ...operational('id', 'traits', 'updated_at') },
  },
};
