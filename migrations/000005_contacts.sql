-- Up Migration
-- Ids are UUIDs of version 7: among facts of one time the later written counts.
CREATE TABLE client_contacts (
  id uuid PRIMARY KEY,
  client_id bigint NOT NULL,
  channel_code text NOT NULL CHECK (length(channel_code) BETWEEN 1 AND 64),
  -- Prior consent to advertising in this channel (38-FZ art. 18 p. 1), given or taken back
  consent boolean NOT NULL,
  -- When the client said so, which may be before it was written here
  at timestamptz NOT NULL,
  -- Where the proof is: "branch form 17", "call 2026-04-01" …
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 300),
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE client_contacts IS 'Every consent that clients gave or took back, by channel';
CREATE INDEX client_contacts_current_index ON client_contacts (client_id, channel_code, at DESC, id DESC);
CREATE TRIGGER client_contacts_append_only BEFORE UPDATE OR DELETE ON client_contacts
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE VIEW current_client_contacts AS
  SELECT DISTINCT ON (client_id, channel_code) client_id, channel_code, consent, at, source
  FROM client_contacts
  ORDER BY client_id, channel_code, at DESC, id DESC;
COMMENT ON VIEW current_client_contacts IS 'The consent that counts now, by client and channel';

-- What is so now; null is unknown
CREATE TABLE client_flags (
  client_id bigint PRIMARY KEY,
  do_not_disturb boolean,
  credit_self_ban boolean,
  utc_offset_minutes integer CHECK (utc_offset_minutes BETWEEN -720 AND 840),
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE client_flags IS 'Facts about contacting a client in any channel';

CREATE TABLE client_flag_changes (
  id uuid PRIMARY KEY,
  client_id bigint NOT NULL,
  do_not_disturb boolean,
  credit_self_ban boolean,
  utc_offset_minutes integer,
  source text NOT NULL CHECK (length(source) BETWEEN 1 AND 300),
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE client_flag_changes IS 'The flags of a client after each change, and who made it';
CREATE INDEX client_flag_changes_client_index ON client_flag_changes (client_id, id);
CREATE TRIGGER client_flag_changes_append_only BEFORE UPDATE OR DELETE ON client_flag_changes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The newest is in force; without any nothing limits contacts but the law
CREATE TABLE contact_policies (
  version integer PRIMARY KEY CHECK (version > 0),
  -- Minutes of the client's local day, start inclusive, end exclusive; start > end spans midnight
  quiet_start_minute integer CHECK (quiet_start_minute BETWEEN 0 AND 1439),
  quiet_end_minute integer CHECK (quiet_end_minute BETWEEN 0 AND 1439),
  -- 0: no limit
  channel_messages_max integer NOT NULL CHECK (channel_messages_max >= 0),
  all_messages_max integer NOT NULL CHECK (all_messages_max >= 0),
  window_days integer NOT NULL CHECK (window_days BETWEEN 1 AND 366),
  -- Unknown consent counts as none
  consent_required boolean NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CHECK ((quiet_start_minute IS NULL) = (quiet_end_minute IS NULL)),
  CHECK (quiet_start_minute <> quiet_end_minute)
);
COMMENT ON TABLE contact_policies IS 'When and how often clients may be contacted, by version';
CREATE TRIGGER contact_policies_append_only BEFORE UPDATE OR DELETE ON contact_policies
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Down Migration
DROP TABLE contact_policies;
DROP TABLE client_flag_changes;
DROP TABLE client_flags;
DROP VIEW current_client_contacts;
DROP TABLE client_contacts;
