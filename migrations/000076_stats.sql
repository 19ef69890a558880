-- Up Migration
-- Counts by the hour in which clients were asked, refreshed for the hours in which something has changed
-- (adapter/src/stats/refresh-stats.ts). Everything here can be made anew from requests, answers and outcomes.
CREATE TABLE stats_hours (
  hour timestamptz NOT NULL,
  product_code text NOT NULL,
  channel_code text NOT NULL,
  -- Empty where there is none
  source text NOT NULL,
  -- Of the answer; 'unanswered' where none was stored
  status text NOT NULL,
  -- Why rules wrote, or the kind of the error; else empty
  reason text NOT NULL,
  texts_count integer NOT NULL CHECK (texts_count > 0),
  -- Answers that took the server more than two seconds
  late_count integer NOT NULL,
  judged_count integer NOT NULL,
  PRIMARY KEY (hour, product_code, channel_code, source, status, reason)
);
CREATE TABLE stats_latency_hours (
  hour timestamptz NOT NULL,
  product_code text NOT NULL,
  channel_code text NOT NULL,
  source text NOT NULL,
  -- Milliseconds of the server: from 2000 × 1.05^bucket on, to the next
  bucket smallint NOT NULL,
  texts_count integer NOT NULL CHECK (texts_count > 0),
  PRIMARY KEY (hour, product_code, channel_code, source, bucket)
);
CREATE TABLE stats_rule_hours (
  hour timestamptz NOT NULL,
  product_code text NOT NULL,
  channel_code text NOT NULL,
  rule_id text NOT NULL,
  -- fixed, warned, blocked of the verdict; refused: the rule for which a text is not to be sent, or none was made
  outcome text NOT NULL,
  texts_count integer NOT NULL CHECK (texts_count > 0),
  PRIMARY KEY (hour, product_code, channel_code, rule_id, outcome)
);
CREATE TABLE stats_version_hours (
  hour timestamptz NOT NULL,
  product_code text NOT NULL,
  channel_code text NOT NULL,
  part text NOT NULL CHECK (part IN ('model', 'copybook', 'rule_set', 'prompt', 'server')),
  version text NOT NULL,
  texts_count integer NOT NULL CHECK (texts_count > 0),
  PRIMARY KEY (hour, product_code, channel_code, part, version)
);
CREATE TABLE stats_thread_hours (
  hour timestamptz NOT NULL,
  product_code text NOT NULL,
  channel_code text NOT NULL,
  -- Empty for texts without a thread
  thread_id text NOT NULL,
  texts_count integer NOT NULL CHECK (texts_count > 0),
  -- Texts with such an outcome; whatever came of a text, it was delivered
  delivered_count integer NOT NULL,
  opened_count integer NOT NULL,
  clicked_count integer NOT NULL,
  accepted_count integer NOT NULL,
  rejected_count integer NOT NULL,
  complained_count integer NOT NULL,
  unsubscribed_count integer NOT NULL,
  PRIMARY KEY (hour, product_code, channel_code, thread_id)
);
-- What changed since: answers are written in the order of their time, so a few pages say it
CREATE INDEX answers_answered_index ON answers USING brin (answered_at) WITH (pages_per_range = 16, autosummarize = on);
CREATE TABLE stats_refreshed (
  -- One row
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  -- What was stored until then is counted
  counted_until timestamptz NOT NULL
);
CREATE TABLE stats_stale_hours (hour timestamptz PRIMARY KEY);
COMMENT ON TABLE stats_stale_hours IS 'Hours that are to be counted (again)';

-- The time in a UUID of version 7
CREATE FUNCTION time_of_uuid(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0);

-- Down Migration
DROP FUNCTION time_of_uuid(uuid);
DROP TABLE stats_stale_hours;
DROP TABLE stats_refreshed;
DROP INDEX answers_answered_index;
DROP TABLE stats_thread_hours;
DROP TABLE stats_version_hours;
DROP TABLE stats_rule_hours;
DROP TABLE stats_latency_hours;
DROP TABLE stats_hours;
