-- What drizzle-kit cannot express: extensions, sequences, partitions, covering and trigram indexes, append-only triggers.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS unaccent;--> statement-breakpoint

CREATE SEQUENCE inbox_seq;--> statement-breakpoint
-- Drawn by COPY itself, under the append lock; a sequence's nextval keeps COPY's fast path.
ALTER TABLE inbox ALTER COLUMN seq SET DEFAULT nextval('inbox_seq');--> statement-breakpoint
CREATE TABLE inbox_p0 PARTITION OF inbox FOR VALUES FROM (0) TO (1000000);--> statement-breakpoint
INSERT INTO inbox_lanes (lane) SELECT g FROM generate_series(0, 3) g;--> statement-breakpoint

DO $$ BEGIN
  FOR i IN 0..7 LOOP
    EXECUTE format('CREATE TABLE message_keys_p%s PARTITION OF message_keys FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i);
  END LOOP;
END $$;--> statement-breakpoint
CREATE INDEX message_keys_received ON message_keys USING brin (received_at);--> statement-breakpoint

CREATE INDEX events_name ON events (name, occurred_at) INCLUDE (profile_id, value);--> statement-breakpoint
-- Events dated in the future when they were processed: the clock looks for those that have become current.
CREATE INDEX events_future ON events (name, occurred_at) INCLUDE (profile_id) WHERE received_at < occurred_at;--> statement-breakpoint
CREATE INDEX events_occurred ON events USING brin (occurred_at);--> statement-breakpoint
-- Orders and refunds alone, with all that revenue figures add up: dashboards and models never read the rows themselves.
CREATE INDEX events_orders ON events (occurred_at) INCLUDE (profile_id, name, value, currency) WHERE name IN ('Order Completed', 'Order Refunded');--> statement-breakpoint
CREATE INDEX daily_aggregates_event ON daily_aggregates (event_key, day) INCLUDE (profile_id, n, sum);--> statement-breakpoint

CREATE INDEX profile_search_text ON profile_search USING gin (text gin_trgm_ops);--> statement-breakpoint
CREATE INDEX profile_search_name ON profile_search USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX profiles_last_seen ON profiles (last_seen_at DESC NULLS LAST, id);--> statement-breakpoint
-- Whose orders changed since they were scored: found by a job every minute.
CREATE INDEX profiles_unscored ON profiles (id) WHERE order_count <> scored_order_count OR spend <> scored_spend;--> statement-breakpoint
-- Which zones people live in: whoever compiles a rule on days reads the distinct ones.
CREATE INDEX profiles_time_zone ON profiles (time_zone) WHERE time_zone IS NOT NULL;--> statement-breakpoint
CREATE INDEX identifiers_value_prefix ON identifiers (value text_pattern_ops);--> statement-breakpoint
CREATE INDEX identifiers_own_type ON identifiers (type) WHERE type NOT IN ('email', 'phone', 'user_id', 'anonymous_id');--> statement-breakpoint
CREATE INDEX search_keys_value_trgm ON search_keys USING gin (value gin_trgm_ops);--> statement-breakpoint

-- Append-only: nobody edits history. A merge or an erasure moves whole rows, and says so by this transaction-local setting.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('tessera.moving_rows', true) = 'on' THEN RETURN OLD; END IF;
  -- An erasure empties what was written in words, and changes nothing else of the line.
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_log' AND current_setting('tessera.erasing', true) = 'on'
    AND to_jsonb(NEW) - 'reason' - 'details' = to_jsonb(OLD) - 'reason' - 'details' THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER consent_ledger_append_only BEFORE UPDATE OR DELETE ON consent_ledger FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER restrictions_append_only BEFORE UPDATE OR DELETE ON restrictions FOR EACH ROW EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- A wording that was shown to somebody stays as it was.
CREATE TRIGGER consent_texts_used BEFORE UPDATE OR DELETE ON consent_texts FOR EACH ROW WHEN (OLD.used_at IS NOT NULL) EXECUTE FUNCTION refuse_change();--> statement-breakpoint
-- Few people: whoever asks about consent looks here.
CREATE INDEX profiles_restricted ON profiles (id) WHERE restricted_at IS NOT NULL OR objected_at IS NOT NULL;--> statement-breakpoint

INSERT INTO channels (key, name) VALUES ('email', 'E-mail'), ('sms', 'SMS'), ('phone', 'Phone'), ('post', 'Post'), ('push', 'Push'), ('ads', 'Advertising'), ('internal', 'Inside the company');--> statement-breakpoint
INSERT INTO purposes (key, name, description, lawful_basis, mode, marketing) VALUES
  ('marketing', 'Marketing', 'News and offers about our products.', 'consent', 'opt_in', true),
  ('service', 'Service messages', 'Messages about orders, deliveries and support requests.', 'contract', 'opt_out', false),
  ('analytics', 'Internal analysis', 'Reports and exports used inside the company only.', 'legitimate_interests', 'opt_out', false);--> statement-breakpoint
INSERT INTO consent_texts (purpose, channel, version, created_by, texts) VALUES
  ('marketing', 'email', 1, 'system', '{"en": "Send me news and offers by e-mail.", "fa": "خبرها و پیشنهادها را با ایمیل برایم بفرستید."}'),
  ('marketing', 'sms', 1, 'system', '{"en": "Send me news and offers by SMS.", "fa": "خبرها و پیشنهادها را با پیامک برایم بفرستید."}'),
  ('marketing', 'phone', 1, 'system', '{"en": "Call me about offers.", "fa": "دربارهٔ پیشنهادها با من تماس بگیرید."}'),
  ('marketing', 'post', 1, 'system', '{"en": "Send me news and offers by post.", "fa": "خبرها و پیشنهادها را با پست برایم بفرستید."}'),
  ('marketing', 'push', 1, 'system', '{"en": "Show me news and offers as push messages.", "fa": "خبرها و پیشنهادها را با اعلان برایم نشان دهید."}'),
  ('marketing', 'ads', 1, 'system', '{"en": "Use my data to show me advertising that fits me on other sites.", "fa": "از داده‌های من برای نمایش آگهی‌های مناسب در سایت‌های دیگر استفاده کنید."}');--> statement-breakpoint
INSERT INTO sources (name, kind, priority) VALUES ('Staff edits', 'system', 100);--> statement-breakpoint
-- Later than the one of staff, which is found as the first.
INSERT INTO sources (name, kind, priority, created_at) VALUES ('Tessera e-mail', 'system', 0, now() + interval '1 second');
