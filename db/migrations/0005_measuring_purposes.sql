ALTER TABLE "messages" ADD COLUMN "opens_measured" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "clicks_measured" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "purposes" ADD COLUMN "measuring_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "purposes" ADD COLUMN "measuring_versions" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
UPDATE messages m SET opens_measured = c.measure_opens, clicks_measured = c.measure_clicks FROM campaigns c WHERE c.id = m.campaign_id AND m.measured;--> statement-breakpoint
ALTER TABLE "messages" DROP COLUMN "measured";--> statement-breakpoint
-- Installations that are in use ask as they have decided to; a new one begins with a purpose of its own for measuring.
INSERT INTO purposes (key, name, description, lawful_basis, mode, marketing, created_at, measuring_since, measuring_versions)
  SELECT 'email_measuring', 'Opens and clicks in e-mails', 'Noticing which of our e-mails you open and which links in them you follow.', 'consent', 'opt_in', false,
    now() + interval '1 second', now(), '{"email": 1}'
  WHERE NOT EXISTS (SELECT FROM users) ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO consent_texts (purpose, channel, version, created_by, texts)
  SELECT 'email_measuring', 'email', 1, 'system', '{"en": "You may notice which of your e-mails I open and which links in them I follow.", "fa": "می‌توانید ببینید کدام ایمیل‌هایتان را باز می‌کنم و کدام پیوندهای آن‌ها را دنبال می‌کنم."}'
  WHERE NOT EXISTS (SELECT FROM users) ON CONFLICT DO NOTHING;