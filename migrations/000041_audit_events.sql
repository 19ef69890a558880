-- Up Migration
CREATE TABLE audit_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  -- Null: nobody was signed in (a wrong password, an invitation taken up)
  user_id uuid REFERENCES users (id),
  -- "users.block", "catalogue.save", "session.sign_in" …
  action text NOT NULL CHECK (action ~ '^[a-z_-]+(\.[a-z_-]+)+$' AND length(action) <= 60),
  -- Id or name of what it was done to; empty where there is none
  subject text NOT NULL CHECK (length(subject) <= 200),
  -- Never a client's data
  details jsonb NOT NULL CHECK (jsonb_typeof(details) = 'object')
);
COMMENT ON TABLE audit_events IS 'Who did what, when, on what; nothing is changed or deleted here';
CREATE INDEX audit_events_user_index ON audit_events (user_id, id DESC);
CREATE INDEX audit_events_action_index ON audit_events (action, id DESC);
CREATE INDEX audit_events_at_index ON audit_events (at);
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Down Migration
DROP TABLE audit_events;
