-- Up Migration
-- The newest is in force; without any nothing is set
CREATE TABLE bank_settings (
  version integer PRIMARY KEY CHECK (version > 0),
  -- What the bank pays its operator for one segment of an SMS, in kopecks; null: not known, previews show no price
  sms_segment_kopecks integer CHECK (sms_segment_kopecks BETWEEN 0 AND 100000),
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE bank_settings IS 'What the bank sets for everybody''s pages, by version';
CREATE TRIGGER bank_settings_append_only BEFORE UPDATE OR DELETE ON bank_settings
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Down Migration
DROP TABLE bank_settings;
