-- Up Migration
CREATE TABLE outcomes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Null: a client of a campaign's control group, who was sent nothing
  answer_id uuid REFERENCES answers (asked_client_id),
  campaign_id uuid,
  client_id bigint,
  event text NOT NULL CHECK (event IN
    ('delivered', 'opened', 'clicked', 'accepted', 'rejected', 'complained', 'unsubscribed')),
  at timestamptz NOT NULL,
  -- Whether the client asked for no more: always for unsubscribed, for complained where the bank says so
  opt_out boolean NOT NULL,
  origin text NOT NULL CHECK (origin IN ('api', 'import')),
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  CHECK ((answer_id IS NULL) = (campaign_id IS NOT NULL)),
  CHECK ((answer_id IS NULL) = (client_id IS NOT NULL)),
  CHECK (opt_out OR event <> 'unsubscribed'),
  CHECK (NOT opt_out OR event IN ('complained', 'unsubscribed'))
);
COMMENT ON TABLE outcomes IS 'What became of texts that were sent: told by the systems that send them, tied to answers';
-- The same event told again is the same row
CREATE UNIQUE INDEX outcomes_answer_index ON outcomes (answer_id, event, at) WHERE answer_id IS NOT NULL;
CREATE UNIQUE INDEX outcomes_control_index ON outcomes (campaign_id, client_id, event, at) WHERE answer_id IS NULL;
-- Sales are few: what a campaign brought is found from them
CREATE INDEX outcomes_accepted_index ON outcomes (answer_id) WHERE event = 'accepted';
-- Rows come in the order of their time: a few pages say which are new
CREATE INDEX outcomes_created_index ON outcomes USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);
CREATE TRIGGER outcomes_append_only BEFORE UPDATE OR DELETE ON outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Who of a campaign is in its control group, and whom a told client id means
CREATE INDEX campaign_members_client_index ON campaign_members (plan_id, client_id) WHERE client_id IS NOT NULL;

-- An opt-out outweighs what a request or a clients' file says: those may have been made before it
ALTER TABLE client_flags ADD COLUMN opted_out_at timestamptz;
COMMENT ON COLUMN client_flags.opted_out_at IS 'Set by an outcome; taken back only by naming do_not_disturb anew';

-- Down Migration
ALTER TABLE client_flags DROP COLUMN opted_out_at;
DROP INDEX campaign_members_client_index;
DROP TABLE outcomes;
