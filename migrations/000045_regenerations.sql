-- Up Migration
CREATE TABLE regenerations (
  -- The new answer
  asked_client_id uuid PRIMARY KEY REFERENCES asked_clients (id),
  -- The answer that a person wanted otherwise
  from_asked_client_id uuid NOT NULL REFERENCES asked_clients (id),
  -- What the request was changed by: another_idea, concern_support …
  steps text[] NOT NULL,
  -- What the person said, in their own words; people read it, nothing else does
  comment text NOT NULL CHECK (length(comment) <= 1000),
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CHECK (asked_client_id <> from_asked_client_id)
);
COMMENT ON TABLE regenerations IS 'Answers asked for once more, what they came from and why';
CREATE INDEX regenerations_from_index ON regenerations (from_asked_client_id);
CREATE TRIGGER regenerations_append_only BEFORE UPDATE OR DELETE ON regenerations
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Down Migration
DROP TABLE regenerations;
