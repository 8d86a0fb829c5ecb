CREATE TABLE "access_packages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"profile_ids" uuid[] NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"progress" double precision DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"token_hash" text,
	"downloads" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	CONSTRAINT "access_packages_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] NOT NULL,
	"purpose" text,
	"channel" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "attempt_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"resets_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_chain" (
	"position" bigint PRIMARY KEY NOT NULL,
	"audit_id" bigint NOT NULL,
	"words" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_chain_audit_id_unique" UNIQUE("audit_id")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_label" text NOT NULL,
	"action" text NOT NULL,
	"subject_type" text,
	"subject_id" text,
	"reason" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"segment_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"template_id" uuid NOT NULL,
	"template_version" integer,
	"status" text DEFAULT 'draft' NOT NULL,
	"paused_from" text,
	"start_at" timestamp with time zone,
	"rate_per_minute" integer,
	"next_slot_at" timestamp with time zone,
	"cursor" uuid,
	"audience" bigint DEFAULT 0 NOT NULL,
	"error" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"archived" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clock_state" (
	"name" text PRIMARY KEY NOT NULL,
	"swept_to" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "computed_traits" (
	"name" text PRIMARY KEY NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"definition" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"state" text DEFAULT 'building' NOT NULL,
	"error" text,
	"progress" double precision,
	"personal" boolean DEFAULT true NOT NULL,
	"people" bigint DEFAULT 0 NOT NULL,
	"computed_at" timestamp with time zone,
	"created_by" uuid,
	"updated_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent_categories" (
	"category" text NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	CONSTRAINT "consent_categories_category_purpose_channel_pk" PRIMARY KEY("category","purpose","channel")
);
--> statement-breakpoint
CREATE TABLE "consent_faults" (
	"source_id" uuid NOT NULL,
	"day" date NOT NULL,
	"reason" text NOT NULL,
	"category" text NOT NULL,
	"n" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "consent_faults_source_id_day_reason_category_pk" PRIMARY KEY("source_id","day","reason","category")
);
--> statement-breakpoint
CREATE TABLE "consent_ledger" (
	"profile_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"origin_profile_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"method" text NOT NULL,
	"actor" text NOT NULL,
	"text_version" text,
	"evidence" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "consent_ledger_profile_id_id_pk" PRIMARY KEY("profile_id","id")
);
--> statement-breakpoint
CREATE TABLE "consent_states" (
	"profile_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"ledger_id" uuid NOT NULL,
	CONSTRAINT "consent_states_profile_id_purpose_channel_pk" PRIMARY KEY("profile_id","purpose","channel")
);
--> statement-breakpoint
CREATE TABLE "consent_texts" (
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"version" integer NOT NULL,
	"texts" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "consent_texts_purpose_channel_version_pk" PRIMARY KEY("purpose","channel","version")
);
--> statement-breakpoint
CREATE TABLE "daily_aggregates" (
	"profile_id" uuid NOT NULL,
	"event_key" smallint NOT NULL,
	"day" date NOT NULL,
	"n" integer NOT NULL,
	"sum" double precision NOT NULL,
	CONSTRAINT "daily_aggregates_profile_id_event_key_day_pk" PRIMARY KEY("profile_id","event_key","day")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"profile_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"destination_id" uuid NOT NULL,
	"segment_id" uuid,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"payload" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"give_up_at" timestamp with time zone,
	"response_status" integer,
	"response" text,
	"duration_ms" integer,
	"error_code" text,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "deliveries_profile_id_id_pk" PRIMARY KEY("profile_id","id")
);
--> statement-breakpoint
CREATE TABLE "destinations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'enabled' NOT NULL,
	"transport" text DEFAULT 'each' NOT NULL,
	"next_run_at" timestamp with time zone,
	"settings_encrypted" text NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "email_blocks" (
	"profile_id" uuid NOT NULL,
	"address_hash" text NOT NULL,
	"campaign_id" uuid,
	"message_id" uuid,
	"smtp_status" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lifted_at" timestamp with time zone,
	"lifted_by" text,
	CONSTRAINT "email_blocks_profile_id_address_hash_pk" PRIMARY KEY("profile_id","address_hash")
);
--> statement-breakpoint
CREATE TABLE "email_sender" (
	"key" text PRIMARY KEY NOT NULL,
	"from_name" text NOT NULL,
	"from_address" text NOT NULL,
	"reply_to" text DEFAULT '' NOT NULL,
	"bounce_address" text DEFAULT '' NOT NULL,
	"postal_address" text NOT NULL,
	"rate_per_minute" integer,
	"next_slot_at" timestamp with time zone,
	"settings_encrypted" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "email_template_versions" (
	"template_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"locale" text NOT NULL,
	"subject" text NOT NULL,
	"preheader" text DEFAULT '' NOT NULL,
	"html" text NOT NULL,
	"text" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "email_template_versions_template_id_version_pk" PRIMARY KEY("template_id","version")
);
--> statement-breakpoint
CREATE TABLE "email_templates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"archived" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasure_destinations" (
	"erasure_id" uuid NOT NULL,
	"destination_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"delivery_ids" uuid[] NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "erasure_destinations_erasure_id_destination_id_pk" PRIMARY KEY("erasure_id","destination_id")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "erasures_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"request_id" uuid,
	"origin" text DEFAULT 'request' NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"step" text NOT NULL,
	"hashes" text[] NOT NULL,
	"key_mark" text NOT NULL,
	"work" text,
	"progress" jsonb NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"certificate" text,
	"signature" text,
	"certificate_hash" text,
	CONSTRAINT "erasures_request_id_unique" UNIQUE("request_id")
);
--> statement-breakpoint
CREATE TABLE "event_definitions" (
	"name" text PRIMARY KEY NOT NULL,
	"key" "smallserial" NOT NULL,
	"type" text NOT NULL,
	"aggregates" text DEFAULT 'none' NOT NULL,
	"has_value" boolean DEFAULT false NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_definitions_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "event_properties" (
	"event" text NOT NULL,
	"property" text NOT NULL,
	"type" text NOT NULL,
	"searchable" boolean DEFAULT false NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_properties_event_property_pk" PRIMARY KEY("event","property")
);
--> statement-breakpoint
CREATE TABLE "event_rollups" (
	"day" date NOT NULL,
	"name" text NOT NULL,
	"source_id" uuid NOT NULL,
	"n" bigint NOT NULL,
	"sum" double precision NOT NULL,
	CONSTRAINT "event_rollups_day_name_source_id_pk" PRIMARY KEY("day","name","source_id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"profile_id" uuid NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"id" uuid NOT NULL,
	"record_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"value" double precision,
	"currency" text,
	"message_id" text NOT NULL,
	"properties" jsonb NOT NULL,
	"context" jsonb NOT NULL,
	CONSTRAINT "events_profile_id_occurred_at_id_pk" PRIMARY KEY("profile_id","occurred_at","id")
) PARTITION BY RANGE ("occurred_at");
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"segment_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"channel" text NOT NULL,
	"format" text DEFAULT 'csv' NOT NULL,
	"traits" text[] NOT NULL,
	"identifiers" text[] NOT NULL,
	"personal_data" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"written" bigint DEFAULT 0 NOT NULL,
	"withheld" bigint DEFAULT 0 NOT NULL,
	"reasons" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"cursor" uuid,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"file" text,
	"error" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "file_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"destination_id" uuid NOT NULL,
	"trigger" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"added" bigint DEFAULT 0 NOT NULL,
	"removed" bigint DEFAULT 0 NOT NULL,
	"withheld" bigint DEFAULT 0 NOT NULL,
	"unmatched" bigint DEFAULT 0 NOT NULL,
	"error" text,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" text PRIMARY KEY NOT NULL,
	"traits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"type" text NOT NULL,
	"value" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"display" text NOT NULL,
	"source_id" uuid NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"shared_since" timestamp with time zone,
	CONSTRAINT "identifiers_value_type_pk" PRIMARY KEY("value","type")
);
--> statement-breakpoint
CREATE TABLE "import_rejects" (
	"import_id" uuid NOT NULL,
	"line" bigint NOT NULL,
	"code" text NOT NULL,
	"reason" text NOT NULL,
	"raw" text NOT NULL,
	CONSTRAINT "import_rejects_import_id_line_pk" PRIMARY KEY("import_id","line")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"source_id" uuid,
	"file_name" text NOT NULL,
	"file" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"format" jsonb,
	"mapping" jsonb,
	"status" text DEFAULT 'uploaded' NOT NULL,
	"cursor" bigint DEFAULT 0 NOT NULL,
	"progress" double precision DEFAULT 0 NOT NULL,
	"counts" jsonb DEFAULT '{"rows":0,"accepted":0,"duplicates":0,"rejected":0}'::jsonb NOT NULL,
	"report" jsonb,
	"error" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"lane" smallint NOT NULL,
	"seq" bigint NOT NULL,
	"source_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "inbox_lane_seq_pk" PRIMARY KEY("lane","seq")
) PARTITION BY RANGE ("seq");
--> statement-breakpoint
CREATE TABLE "inbox_lanes" (
	"lane" smallint PRIMARY KEY NOT NULL,
	"cursor" bigint DEFAULT 0 NOT NULL,
	"owner" uuid,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "links" (
	"profile_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"a" jsonb NOT NULL,
	"b" jsonb NOT NULL,
	"rule" text NOT NULL,
	"evidence" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"source_id" uuid NOT NULL,
	"event_id" uuid,
	"occurred_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "links_profile_id_id_pk" PRIMARY KEY("profile_id","id")
);
--> statement-breakpoint
CREATE TABLE "list_members" (
	"profile_id" uuid NOT NULL,
	"list_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_members_profile_id_list_id_pk" PRIMARY KEY("profile_id","list_id")
);
--> statement-breakpoint
CREATE TABLE "list_upload_rejects" (
	"upload_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"value" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "list_upload_rejects_upload_id_line_pk" PRIMARY KEY("upload_id","line")
);
--> statement-breakpoint
CREATE TABLE "list_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"list_id" uuid NOT NULL,
	"file_name" text,
	"bytes" bigint NOT NULL,
	"lines" integer NOT NULL,
	"delimiter" text NOT NULL,
	"read_as" text NOT NULL,
	"place" integer NOT NULL,
	"header" text,
	"header_line" integer NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"cursor" integer DEFAULT 0 NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"matched" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"duplicates" integer DEFAULT 0 NOT NULL,
	"not_found" integer DEFAULT 0 NOT NULL,
	"invalid" integer DEFAULT 0 NOT NULL,
	"error" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership_changes" (
	"profile_id" uuid NOT NULL,
	"id" bigserial NOT NULL,
	"segment_id" uuid NOT NULL,
	"change" text NOT NULL,
	"cause" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"version" integer,
	"marks" integer,
	"origin_profile_id" uuid,
	CONSTRAINT "membership_changes_profile_id_id_pk" PRIMARY KEY("profile_id","id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"profile_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_profile_id_segment_id_pk" PRIMARY KEY("profile_id","segment_id")
);
--> statement-breakpoint
CREATE TABLE "message_keys" (
	"event_id" uuid NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_keys_event_id_pk" PRIMARY KEY("event_id")
) PARTITION BY HASH ("event_id");
--> statement-breakpoint
CREATE TABLE "messages" (
	"profile_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"origin_profile_id" uuid NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"give_up_at" timestamp with time zone,
	"address_hash" text,
	"variables_hash" text,
	"smtp_code" integer,
	"smtp_status" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"unsubscribed_at" timestamp with time zone,
	CONSTRAINT "messages_profile_id_id_pk" PRIMARY KEY("profile_id","id"),
	CONSTRAINT "messages_once" UNIQUE("profile_id","campaign_id","origin_profile_id")
);
--> statement-breakpoint
CREATE TABLE "model_scores" (
	"profile_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"scored_on" date NOT NULL,
	"horizon_days" integer NOT NULL,
	"orders_horizon" real NOT NULL,
	"no_purchase" real NOT NULL,
	"orders_12m" real NOT NULL,
	"value_12m" double precision NOT NULL,
	CONSTRAINT "model_scores_profile_id_scored_on_model_id_pk" PRIMARY KEY("profile_id","scored_on","model_id")
);
--> statement-breakpoint
CREATE TABLE "models" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"fitted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"scored_at" timestamp with time zone,
	"parameters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"card" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"profile_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notes_profile_id_id_pk" PRIMARY KEY("profile_id","id")
);
--> statement-breakpoint
CREATE TABLE "profile_accesses" (
	"profile_id" uuid NOT NULL,
	"audit_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "profile_accesses_profile_id_audit_id_pk" PRIMARY KEY("profile_id","audit_id")
);
--> statement-breakpoint
CREATE TABLE "profile_aliases" (
	"old_id" uuid PRIMARY KEY NOT NULL,
	"profile_id" uuid NOT NULL,
	"merged_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "profile_groups" (
	"profile_id" uuid NOT NULL,
	"group_id" text NOT NULL,
	"joined_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "profile_groups_profile_id_group_id_pk" PRIMARY KEY("profile_id","group_id")
);
--> statement-breakpoint
CREATE TABLE "profile_search" (
	"profile_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "profiles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"first_seen_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	"event_count" bigint DEFAULT 0 NOT NULL,
	"order_count" integer DEFAULT 0 NOT NULL,
	"spend" double precision DEFAULT 0 NOT NULL,
	"currency" text,
	"last_order_at" timestamp with time zone,
	"open_tickets" integer DEFAULT 0 NOT NULL,
	"name" text,
	"time_zone" text,
	"traits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"derived" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"provenance" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"scored_order_count" integer DEFAULT 0 NOT NULL,
	"scored_spend" double precision DEFAULT 0 NOT NULL,
	"restricted_at" timestamp with time zone,
	"objected_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "purposes" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"lawful_basis" text NOT NULL,
	"mode" text NOT NULL,
	"validity_days" integer,
	"marketing" boolean DEFAULT false NOT NULL,
	"archived" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recipients" (
	"profile_id" uuid NOT NULL,
	"destination_id" uuid NOT NULL,
	"first_told_at" timestamp with time zone NOT NULL,
	"last_told_at" timestamp with time zone NOT NULL,
	"identifiers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "recipients_profile_id_destination_id_pk" PRIMARY KEY("profile_id","destination_id")
);
--> statement-breakpoint
CREATE TABLE "records" (
	"profile_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"key" text NOT NULL,
	"birth_profile_id" uuid NOT NULL,
	"traits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "records_profile_id_id_pk" PRIMARY KEY("profile_id","id")
);
--> statement-breakpoint
CREATE TABLE "rejects" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"source_id" uuid NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stage" text NOT NULL,
	"code" text NOT NULL,
	"reason" text NOT NULL,
	"message_id" text,
	"raw" text NOT NULL,
	"replayed_at" timestamp with time zone,
	"run_id" uuid
);
--> statement-breakpoint
CREATE TABLE "restrictions" (
	"profile_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"origin_profile_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"active" boolean NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	"actor" text NOT NULL,
	CONSTRAINT "restrictions_profile_id_id_pk" PRIMARY KEY("profile_id","id")
);
--> statement-breakpoint
CREATE TABLE "reveals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_keys" (
	"profile_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"event_id" uuid NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "search_keys_profile_id_kind_value_pk" PRIMARY KEY("profile_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "segment_alerts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"segment_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount" double precision NOT NULL,
	"raised_at" timestamp with time zone,
	"size" bigint,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "segment_dependencies" (
	"segment_id" uuid NOT NULL,
	"depends_on" text NOT NULL,
	CONSTRAINT "segment_dependencies_segment_id_depends_on_pk" PRIMARY KEY("segment_id","depends_on")
);
--> statement-breakpoint
CREATE TABLE "segment_sizes" (
	"segment_id" uuid NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"size" bigint NOT NULL,
	"entered" bigint DEFAULT 0 NOT NULL,
	"left" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "segment_sizes_segment_id_hour_pk" PRIMARY KEY("segment_id","hour")
);
--> statement-breakpoint
CREATE TABLE "segment_versions" (
	"segment_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"rule" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"restored_from" integer,
	CONSTRAINT "segment_versions_segment_id_version_pk" PRIMARY KEY("segment_id","version")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"rule" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"state" text DEFAULT 'building' NOT NULL,
	"error" text,
	"progress" double precision,
	"size" bigint DEFAULT 0 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"evaluated_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_connections" (
	"source_id" uuid PRIMARY KEY NOT NULL,
	"settings_encrypted" text,
	"selection" jsonb,
	"columns" jsonb,
	"mapping" jsonb,
	"mode" text DEFAULT 'full' NOT NULL,
	"on_drift" text DEFAULT 'pause' NOT NULL,
	"schedule" jsonb,
	"next_run_at" timestamp with time zone,
	"paused" text,
	"cursor" jsonb,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"name" text NOT NULL,
	"bytes" bigint NOT NULL,
	"modified_at" timestamp with time zone NOT NULL,
	"sha256" text NOT NULL,
	"line" bigint DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'reading' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "source_files_once" UNIQUE("source_id","name","bytes","modified_at","sha256")
);
--> statement-breakpoint
CREATE TABLE "source_rows" (
	"source_id" uuid NOT NULL,
	"row_key" uuid NOT NULL,
	"row_hash" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "source_rows_source_id_row_key_pk" PRIMARY KEY("source_id","row_key")
);
--> statement-breakpoint
CREATE TABLE "source_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"trigger" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"cursor" jsonb,
	"counts" jsonb DEFAULT '{"read":0,"accepted":0,"rejected":0,"unchanged":0}'::jsonb NOT NULL,
	"total" bigint,
	"drift" jsonb,
	"fault" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "source_stats" (
	"source_id" uuid NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"n" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "source_stats_source_id_hour_outcome_pk" PRIMARY KEY("source_id","hour","outcome")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'enabled' NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "sources_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "subject_request_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"content_encrypted" text NOT NULL,
	"code_hash" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "subject_request_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"request_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_label" text NOT NULL,
	"kind" text NOT NULL,
	"body" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subject_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "subject_requests_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"state" text DEFAULT 'received' NOT NULL,
	"origin" text NOT NULL,
	"registered_by" uuid,
	"identifiers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"name" text,
	"contact" text,
	"message" text,
	"locale" text DEFAULT 'en' NOT NULL,
	"profile_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"nobody" boolean DEFAULT false NOT NULL,
	"proof" text,
	"received_at" timestamp with time zone NOT NULL,
	"first_due_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_ms" bigint DEFAULT 0 NOT NULL,
	"extended_at" timestamp with time zone,
	"extension_reason" text,
	"assignee_id" uuid,
	"verified_at" timestamp with time zone,
	"verified_by" uuid,
	"approved_at" timestamp with time zone,
	"approved_by" uuid,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"error" text,
	"refusal_ground" text,
	"refusal_note" text,
	"task" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"outcome" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"lifted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"hash" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_members" (
	"profile_id" uuid NOT NULL,
	"destination_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"payload_hash" text NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "sync_members_profile_id_destination_id_segment_id_pk" PRIMARY KEY("profile_id","destination_id","segment_id")
);
--> statement-breakpoint
CREATE TABLE "syncs" (
	"destination_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"mapping" jsonb NOT NULL,
	"level_state" text DEFAULT 'none' NOT NULL,
	"level_done" bigint DEFAULT 0 NOT NULL,
	"level_total" bigint DEFAULT 0 NOT NULL,
	"level_cursor" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "syncs_destination_id_segment_id_pk" PRIMARY KEY("destination_id","segment_id")
);
--> statement-breakpoint
CREATE TABLE "trait_cut_points" (
	"trait" text NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"people" bigint NOT NULL,
	"limits" jsonb NOT NULL,
	CONSTRAINT "trait_cut_points_trait_version_pk" PRIMARY KEY("trait","version")
);
--> statement-breakpoint
CREATE TABLE "trait_definitions" (
	"name" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"kind" text DEFAULT 'golden' NOT NULL,
	"survivorship" text DEFAULT 'latest' NOT NULL,
	"personal" boolean DEFAULT true NOT NULL,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"role" text NOT NULL,
	"status" text DEFAULT 'invited' NOT NULL,
	"password_hash" text,
	"locale" text DEFAULT 'en' NOT NULL,
	"failed_sign_ins" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pid" integer NOT NULL,
	"host" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"job_workers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"metrics" jsonb
);
--> statement-breakpoint
CREATE TABLE "write_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"source_id" uuid NOT NULL,
	"key_hash" text NOT NULL,
	"key_encrypted" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "write_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
ALTER TABLE "erasure_destinations" ADD CONSTRAINT "erasure_destinations_erasure_id_erasures_id_fk" FOREIGN KEY ("erasure_id") REFERENCES "public"."erasures"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rejects" ADD CONSTRAINT "import_rejects_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_upload_rejects" ADD CONSTRAINT "list_upload_rejects_upload_id_list_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."list_uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_uploads" ADD CONSTRAINT "list_uploads_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_alerts" ADD CONSTRAINT "segment_alerts_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_dependencies" ADD CONSTRAINT "segment_dependencies_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_versions" ADD CONSTRAINT "segment_versions_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_connections" ADD CONSTRAINT "source_connections_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_files" ADD CONSTRAINT "source_files_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_rows" ADD CONSTRAINT "source_rows_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_runs" ADD CONSTRAINT "source_runs_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subject_request_events" ADD CONSTRAINT "subject_request_events_request_id_subject_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."subject_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "syncs" ADD CONSTRAINT "syncs_destination_id_destinations_id_fk" FOREIGN KEY ("destination_id") REFERENCES "public"."destinations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "syncs" ADD CONSTRAINT "syncs_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_tokens" ADD CONSTRAINT "user_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_keys" ADD CONSTRAINT "write_keys_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_packages_request" ON "access_packages" USING btree ("request_id","created_at");--> statement-breakpoint
CREATE INDEX "attempt_limits_resets" ON "attempt_limits" USING btree ("resets_at");--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("action");--> statement-breakpoint
CREATE INDEX "campaigns_created" ON "campaigns" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "consent_ledger_occurred" ON "consent_ledger" USING btree ("occurred_at");--> statement-breakpoint
CREATE INDEX "consent_states_lookup" ON "consent_states" USING btree ("purpose","channel","state","profile_id");--> statement-breakpoint
CREATE INDEX "consent_states_since" ON "consent_states" USING btree ("purpose","channel","since");--> statement-breakpoint
CREATE INDEX "consent_states_expiry" ON "consent_states" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "deliveries_destination" ON "deliveries" USING btree ("destination_id","created_at");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("destination_id","next_attempt_at") WHERE status in ('pending', 'sending', 'retry');--> statement-breakpoint
CREATE INDEX "email_blocks_address" ON "email_blocks" USING btree ("address_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_number" ON "erasures" USING btree ("number");--> statement-breakpoint
CREATE INDEX "events_received" ON "events" USING brin ("received_at");--> statement-breakpoint
CREATE INDEX "file_runs_destination" ON "file_runs" USING btree ("destination_id","started_at");--> statement-breakpoint
CREATE INDEX "identifiers_profile" ON "identifiers" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "list_members_list" ON "list_members" USING btree ("list_id","profile_id");--> statement-breakpoint
CREATE INDEX "list_uploads_list" ON "list_uploads" USING btree ("list_id","created_at");--> statement-breakpoint
CREATE INDEX "membership_changes_segment" ON "membership_changes" USING btree ("segment_id","id");--> statement-breakpoint
CREATE INDEX "membership_changes_time" ON "membership_changes" USING btree ("segment_id","at");--> statement-breakpoint
CREATE INDEX "memberships_segment" ON "memberships" USING btree ("segment_id","profile_id");--> statement-breakpoint
CREATE INDEX "memberships_entered" ON "memberships" USING btree ("segment_id","entered_at","profile_id");--> statement-breakpoint
CREATE INDEX "messages_id" ON "messages" USING btree ("id");--> statement-breakpoint
CREATE INDEX "messages_status" ON "messages" USING btree ("campaign_id","status","finished_at");--> statement-breakpoint
CREATE INDEX "messages_address" ON "messages" USING btree ("campaign_id","address_hash");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("campaign_id","next_attempt_at") WHERE status in ('pending', 'claimed', 'sending', 'retry');--> statement-breakpoint
CREATE UNIQUE INDEX "models_kind_version" ON "models" USING btree ("kind","version");--> statement-breakpoint
CREATE UNIQUE INDEX "models_in_force" ON "models" USING btree ("kind") WHERE status = 'published';--> statement-breakpoint
CREATE INDEX "notes_at" ON "notes" USING btree ("profile_id","created_at");--> statement-breakpoint
CREATE INDEX "profile_aliases_profile" ON "profile_aliases" USING btree ("profile_id");--> statement-breakpoint
CREATE INDEX "records_source" ON "records" USING btree ("source_id","profile_id");--> statement-breakpoint
CREATE INDEX "rejects_source" ON "rejects" USING btree ("source_id","received_at");--> statement-breakpoint
CREATE INDEX "rejects_run" ON "rejects" USING btree ("run_id") WHERE run_id is not null;--> statement-breakpoint
CREATE INDEX "restrictions_origin" ON "restrictions" USING btree ("profile_id","origin_profile_id","kind","at");--> statement-breakpoint
CREATE INDEX "reveals_user_profile" ON "reveals" USING btree ("user_id","profile_id","expires_at");--> statement-breakpoint
CREATE INDEX "search_keys_value" ON "search_keys" USING btree ("value" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "segment_alerts_segment" ON "segment_alerts" USING btree ("segment_id");--> statement-breakpoint
CREATE INDEX "segment_dependencies_on" ON "segment_dependencies" USING btree ("depends_on");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "source_files_run" ON "source_files" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "source_runs_source" ON "source_runs" USING btree ("source_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "source_runs_one" ON "source_runs" USING btree ("source_id") WHERE status in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "subject_request_events_request" ON "subject_request_events" USING btree ("request_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "subject_requests_number" ON "subject_requests" USING btree ("number");--> statement-breakpoint
CREATE INDEX "subject_requests_state" ON "subject_requests" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "subject_requests_profiles" ON "subject_requests" USING gin ("profile_ids");--> statement-breakpoint
CREATE INDEX "write_keys_source" ON "write_keys" USING btree ("source_id");