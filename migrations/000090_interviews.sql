-- Up Migration
CREATE TABLE interviews (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  -- What the bank wants to learn; for its people, never shown to the client
  goal text NOT NULL CHECK (length(goal) BETWEEN 1 AND 500),
  subject text NOT NULL CHECK (subject IN (
    'payments', 'saving', 'borrowing', 'housing', 'investing', 'insurance', 'currency', 'salary',
    'office', 'app', 'applying', 'support'
  )),
  product_code text CHECK (length(product_code) BETWEEN 1 AND 64),
  status text NOT NULL CHECK (status IN ('invited', 'active', 'ended', 'deleted')),
  channel text CHECK (channel IN ('web', 'telegram')),
  seed bigint NOT NULL CHECK (seed BETWEEN 0 AND 4294967295),
  -- SHA-256 of the token in the client's link: who reads the table cannot use it
  token_sha256 text UNIQUE CHECK (token_sha256 ~ '^[0-9a-f]{64}$'),
  -- Until when the client may begin; who has consented keeps the link to delete the answers
  link_expires_at timestamptz NOT NULL,
  consent_version text,
  consented_at timestamptz,
  ended_at timestamptz,
  end_reason text CHECK (end_reason IN ('complete', 'stopped', 'hostile', 'silent', 'long', 'finished')),
  summary jsonb CHECK (jsonb_typeof(summary) = 'object'),
  deleted_at timestamptz,
  deleted_by text CHECK (deleted_by IN ('client', 'staff', 'term')),
  CHECK ((consent_version IS NULL) = (consented_at IS NULL)),
  CHECK (status <> 'active' OR consented_at IS NOT NULL),
  CHECK ((status = 'deleted') = (deleted_at IS NOT NULL)),
  CHECK ((deleted_at IS NULL) = (deleted_by IS NULL)),
  CHECK (status <> 'deleted' OR (summary IS NULL AND token_sha256 IS NULL))
);
COMMENT ON TABLE interviews IS 'CustDev interviews; a deleted one keeps its row and loses every word of the client';
CREATE INDEX interviews_consented_index ON interviews (consented_at) WHERE status IN ('active', 'ended');

CREATE TABLE interview_turns (
  interview_id uuid NOT NULL REFERENCES interviews (id),
  -- From 0: even turns are the interviewer's
  number integer NOT NULL CHECK (number >= 0),
  speaker text NOT NULL CHECK (speaker = CASE number % 2 WHEN 0 THEN 'interviewer' ELSE 'client' END),
  text text NOT NULL CHECK (length(text) <= 4000),
  at timestamptz NOT NULL,
  -- Of the interviewer: what was said, why, and by whose choice
  question_id text CHECK (length(question_id) <= 64),
  stage text,
  understood_as text,
  chooser text CHECK (chooser IN ('model', 'rules')),
  reason text,
  eligible_ids text[],
  copybook_hash text,
  PRIMARY KEY (interview_id, number),
  CHECK ((speaker = 'interviewer') = (question_id IS NOT NULL AND chooser IS NOT NULL))
);
COMMENT ON TABLE interview_turns IS 'What was said in an interview, word for word; deleted with the client''s answers';

-- Nothing is asked and nothing kept before the client has consented, nor after the answers were deleted
CREATE FUNCTION guard_interview_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM interviews WHERE id = NEW.interview_id AND status = 'active') THEN
    RAISE EXCEPTION 'an interview is kept while its client has consented and it is active'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER interview_turns_consent BEFORE INSERT ON interview_turns
  FOR EACH ROW EXECUTE FUNCTION guard_interview_turn();
CREATE TRIGGER interview_turns_no_change BEFORE UPDATE ON interview_turns
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Down Migration
DROP TABLE interview_turns;
DROP FUNCTION guard_interview_turn();
DROP TABLE interviews;
