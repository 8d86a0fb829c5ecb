import { type DataMap, operational, secret, staff } from './types';

/** People who work here. */
export const staffTables: DataMap = {
  users: {
    subject: 'staff',
    path: 'id',
    retain: 'account',
    columns: {
      ...staff('id', 'email', 'name', 'role', 'status', 'locale', 'created_at', 'last_seen_at'),
      ...secret('password_hash'),
      ...operational('failed_sign_ins'),
    },
  },
  sessions: {
    subject: 'staff',
    path: 'user_id',
    retain: 'days_30',
    columns: {
      ...staff('user_id', 'user_agent', 'created_at', 'seen_at'),
      ...operational('expires_at', 'revoked_at', 'confirmed_at'),
      ...secret('id'),
    },
  },
  user_tokens: {
    subject: 'staff',
    path: 'user_id',
    retain: 'days_30',
    columns: { ...secret('token_hash'), ...staff('user_id'), ...operational('kind', 'created_at', 'expires_at', 'used_at') },
  },
  attempt_limits: {
    subject: 'nobody',
    path: null,
    retain: 'consumed',
    note: 'Keyed hashes of addresses, and of letters in which somebody who agrees to be measured clicked, for hours.',
    columns: { ...operational('key', 'count', 'resets_at') },
  },
};

const nobody = { subject: 'nobody', path: null, retain: 'installation' } as const;

/** What the company has set up. */
export const configurationTables: DataMap = {
  api_keys: {
    ...nobody,
    columns: {
      ...secret('key_hash'),
      ...operational('id', 'name', 'prefix', 'scopes', 'purpose', 'channel', 'created_by', 'created_at', 'last_used_at', 'revoked_at'),
    },
  },
  write_keys: {
    ...nobody,
    columns: { ...secret('key_hash', 'key_encrypted'), ...operational('id', 'source_id', 'created_at', 'revoked_at') },
  },
  source_connections: {
    ...nobody,
    columns: {
      ...secret('settings_encrypted'),
      ...operational(
        'source_id',
        'selection',
        'columns',
        'mapping',
        'mode',
        'on_drift',
        'schedule',
        'next_run_at',
        'paused',
        'cursor',
        'updated_at',
      ),
    },
  },
  sources: { ...nobody, columns: { ...operational('id', 'name', 'kind', 'status', 'priority', 'settings', 'created_at', 'deleted_at') } },
  settings: { ...nobody, columns: { ...operational('key', 'value', 'updated_at') } },
  channels: { ...nobody, columns: { ...operational('key', 'name', 'archived', 'created_at') } },
  purposes: {
    ...nobody,
    columns: {
      ...operational(
        'key',
        'name',
        'description',
        'lawful_basis',
        'mode',
        'validity_days',
        'marketing',
        'measuring_since',
        'measuring_versions',
        'archived',
        'created_at',
      ),
    },
  },
  consent_texts: {
    ...nobody,
    columns: { ...operational('purpose', 'channel', 'version', 'texts', 'created_by', 'created_at', 'used_at') },
  },
  consent_categories: { ...nobody, columns: { ...operational('category', 'purpose', 'channel') } },
  consent_faults: { ...nobody, retain: 'months_25', columns: { ...operational('source_id', 'day', 'reason', 'category', 'n') } },
  trait_definitions: { ...nobody, columns: { ...operational('name', 'type', 'kind', 'survivorship', 'personal', 'first_seen_at') } },
  computed_traits: {
    ...nobody,
    columns: {
      ...operational('name', 'description', 'definition', 'version', 'status', 'state', 'error', 'progress', 'personal', 'people'),
      ...operational('computed_at', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    },
  },
  trait_cut_points: {
    ...nobody,
    note: 'Percentiles over everybody, linked to nobody. Each is the value of somebody; they are made anew every night without those who were erased or restricted, only the newest are kept, and they are shown to who may see the trait, those of fewer than 20 people to nobody.',
    columns: { ...operational('trait', 'version', 'at', 'people', 'limits') },
  },
  event_definitions: { ...nobody, columns: { ...operational('name', 'key', 'type', 'aggregates', 'has_value', 'first_seen_at') } },
  event_properties: { ...nobody, columns: { ...operational('event', 'property', 'type', 'searchable', 'first_seen_at') } },
  segments: {
    ...nobody,
    columns: {
      ...operational('id', 'name', 'description', 'labels', 'rule', 'version', 'status', 'state', 'error', 'progress', 'size'),
      ...operational('created_by', 'created_at', 'updated_at', 'evaluated_at'),
    },
  },
  models: {
    ...nobody,
    note: 'Totals and parameters over many people, and which checks they passed: nothing of one person.',
    columns: { ...operational('id', 'kind', 'version', 'status', 'reason', 'fitted_at', 'scored_at', 'parameters', 'card') },
  },
  segment_alerts: {
    ...nobody,
    columns: { ...operational('id', 'segment_id', 'kind', 'amount', 'raised_at', 'size', 'created_by', 'created_at') },
  },
  segment_versions: {
    ...nobody,
    columns: {
      ...operational('segment_id', 'version', 'name', 'description', 'rule', 'changed_by', 'changed_at', 'note', 'restored_from'),
    },
  },
  lists: {
    ...nobody,
    columns: { ...operational('id', 'name', 'description', 'status', 'created_by', 'created_at', 'updated_at') },
  },
  list_uploads: {
    ...nobody,
    note: 'Counts, and for 30 days after the end what the file and its column were called. The file itself, under DATA_DIR/lists, goes when the upload ends.',
    columns: {
      ...operational('id', 'list_id', 'file_name', 'bytes', 'lines', 'delimiter', 'read_as', 'place', 'header', 'header_line', 'status'),
      ...operational('cursor', 'rows', 'matched', 'added', 'duplicates', 'not_found', 'invalid', 'error', 'created_by', 'created_at'),
      ...operational('finished_at'),
    },
  },
  segment_dependencies: { ...nobody, columns: { ...operational('segment_id', 'depends_on') } },
  destinations: {
    ...nobody,
    columns: {
      ...secret('settings_encrypted'),
      ...operational('id', 'name', 'kind', 'status', 'transport', 'next_run_at', 'purpose', 'channel', 'created_at', 'updated_at'),
    },
  },
  file_runs: {
    ...nobody,
    retain: 'months_25',
    columns: {
      ...operational('id', 'destination_id', 'trigger', 'status', 'files', 'added', 'removed', 'withheld', 'unmatched', 'error'),
      ...operational('started_at', 'finished_at'),
    },
  },
  email_sender: {
    ...nobody,
    columns: {
      ...secret('settings_encrypted'),
      ...operational('key', 'from_name', 'from_address', 'reply_to', 'bounce_address', 'postal_address'),
      ...operational('rate_per_minute', 'next_slot_at', 'updated_at'),
    },
  },
  email_templates: {
    ...nobody,
    columns: { ...operational('id', 'name', 'version', 'archived', 'created_by', 'created_at', 'updated_at') },
  },
  email_template_versions: {
    ...nobody,
    columns: {
      ...operational('template_id', 'version', 'locale', 'subject', 'preheader', 'html', 'text', 'created_by', 'created_at'),
    },
  },
  campaigns: {
    ...nobody,
    columns: {
      ...operational('id', 'name', 'segment_id', 'purpose', 'channel', 'template_id', 'template_version', 'status', 'paused_from'),
      ...operational('start_at', 'rate_per_minute', 'next_slot_at', 'cursor', 'audience', 'error', 'created_by', 'created_at'),
      ...operational('updated_at', 'started_at', 'finished_at', 'measure_opens', 'measure_clicks', 'measure_purpose'),
    },
  },
  syncs: {
    ...nobody,
    columns: {
      ...operational(
        'destination_id',
        'segment_id',
        'status',
        'mapping',
        'level_state',
        'level_done',
        'level_total',
        'level_cursor',
        'created_at',
      ),
    },
  },
};

/** How the work goes. */
export const operationTables: DataMap = {
  source_runs: {
    ...nobody,
    columns: {
      ...operational('id', 'source_id', 'mode', 'trigger', 'status', 'cursor', 'counts', 'total', 'drift', 'fault', 'created_by'),
      ...operational('created_at', 'started_at', 'finished_at'),
    },
  },
  source_rows: {
    ...nobody,
    note: 'Keyed hashes: they say that a row was read, not whose it is.',
    columns: { ...operational('source_id', 'row_key', 'row_hash', 'version') },
  },
  source_files: {
    ...nobody,
    note: 'Which files were read; the files themselves stay where they are.',
    columns: {
      ...operational('id', 'source_id', 'run_id', 'name', 'bytes', 'modified_at', 'sha256', 'line', 'status', 'created_at', 'finished_at'),
    },
  },
  imports: {
    ...nobody,
    note: 'The file itself, under DATA_DIR/imports, and the report of the dry run go 30 days after the import ended. The row stays, so that the same file is known again; one that brought nothing in goes too.',
    columns: {
      ...operational('id', 'source_id', 'file_name', 'file', 'bytes', 'sha256', 'format', 'mapping', 'status', 'cursor', 'progress'),
      ...operational('counts', 'report', 'error', 'created_by', 'created_at', 'started_at', 'finished_at'),
    },
  },
  exports: {
    ...nobody,
    retain: 'days_30',
    note: 'The file itself lies under DATA_DIR/exports, leaves out who withdraws meanwhile, and goes with the row.',
    columns: {
      ...operational('id', 'segment_id', 'purpose', 'channel', 'format', 'traits', 'identifiers', 'personal_data', 'status', 'total'),
      ...operational(
        'written',
        'withheld',
        'reasons',
        'cursor',
        'bytes',
        'file',
        'error',
        'created_by',
        'created_at',
        'finished_at',
        'expires_at',
      ),
    },
  },
  erasures: {
    ...nobody,
    retain: 'append_only',
    note: 'Proof of erasures: keyed hashes, numbers and signed certificates. Whom a running one is about is encrypted, and emptied at its end.',
    columns: {
      ...secret('work'),
      ...operational(
        'id',
        'number',
        'request_id',
        'origin',
        'status',
        'step',
        'hashes',
        'key_mark',
        'progress',
        'started_at',
        'finished_at',
      ),
      ...operational('certificate', 'signature', 'certificate_hash'),
    },
  },
  erasure_destinations: {
    ...nobody,
    retain: 'append_only',
    columns: { ...operational('erasure_id', 'destination_id', 'name', 'kind', 'status', 'reason', 'delivery_ids', 'ended_at') },
  },
  access_packages: {
    ...nobody,
    retain: 'days_30',
    note: 'The file itself lies encrypted under DATA_DIR/packages and goes when it expires, or with the person.',
    columns: {
      ...secret('token_hash'),
      ...operational('id', 'request_id', 'kind', 'profile_ids', 'status', 'progress', 'bytes', 'downloads', 'created_at', 'finished_at'),
      ...operational('expires_at'),
    },
  },
  inbox_lanes: { ...nobody, columns: { ...operational('lane', 'cursor', 'owner', 'fence', 'lease_until') } },
  message_keys: { ...nobody, retain: 'days_30', columns: { ...operational('event_id', 'received_at') } },
  audit_chain: { ...nobody, retain: 'append_only', columns: { ...operational('position', 'audit_id', 'words', 'hash') } },
  clock_state: { ...nobody, columns: { ...operational('name', 'swept_to') } },
  worker_heartbeats: {
    ...nobody,
    retain: 'consumed',
    columns: { ...operational('id', 'pid', 'host', 'started_at', 'seen_at', 'job_workers', 'metrics') },
  },
  source_stats: { ...nobody, retain: 'months_25', columns: { ...operational('source_id', 'hour', 'outcome', 'n') } },
  event_rollups: { ...nobody, columns: { ...operational('day', 'name', 'source_id', 'n', 'sum') } },
  segment_size_changes: { ...nobody, columns: { ...operational('at', 'segment_ids', 'entered', 'left') } },
  segment_sizes: { ...nobody, retain: 'months_25', columns: { ...operational('segment_id', 'hour', 'size', 'entered', 'left') } },
};
