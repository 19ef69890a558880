-- Up Migration
-- people: written by a person, or imported; free: begun with a text that a model wrote freely. Of a thread of free origin
-- nothing is in force but sentences that a person has approved, in a revision that a person has approved.
ALTER TABLE copybook_threads ADD COLUMN origin text NOT NULL DEFAULT 'people' CHECK (origin IN ('people', 'free'));
ALTER TABLE copybook_revisions DROP CONSTRAINT copybook_revisions_origin_check,
  ADD CONSTRAINT copybook_revisions_origin_check CHECK (origin IN ('import', 'api', 'free'));

CREATE TABLE copybook_candidates (
  thread_id text PRIMARY KEY REFERENCES copybook_threads (id),
  engine text NOT NULL CHECK (engine <> ''),
  model_name text NOT NULL CHECK (length(model_name) BETWEEN 1 AND 200),
  prompt_version text NOT NULL,
  -- Null: written in idle time, for nobody
  answer_id uuid REFERENCES answers (asked_client_id),
  confidence double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  confidence_basis text NOT NULL,
  law_score double precision NOT NULL CHECK (law_score BETWEEN 0 AND 1),
  brand_voice_score double precision NOT NULL CHECK (brand_voice_score BETWEEN 0 AND 1),
  fit_score double precision NOT NULL CHECK (fit_score BETWEEN 0 AND 1),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE copybook_candidates IS 'Where threads of free origin come from: model, prompt, scores of the text';
CREATE INDEX copybook_candidates_answer_index ON copybook_candidates (answer_id) WHERE answer_id IS NOT NULL;
CREATE TRIGGER copybook_candidates_append_only BEFORE UPDATE OR DELETE ON copybook_candidates
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE INDEX answers_free_index ON answers (asked_client_id) WHERE coverage = 'free';

CREATE FUNCTION guard_thread_origin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the origin of a thread is never changed' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER copybook_threads_origin BEFORE UPDATE ON copybook_threads
  FOR EACH ROW WHEN (NEW.origin <> OLD.origin) EXECUTE FUNCTION guard_thread_origin();

-- Down Migration
DROP TRIGGER copybook_threads_origin ON copybook_threads;
DROP FUNCTION guard_thread_origin();
DROP INDEX answers_free_index;
DROP TABLE copybook_candidates;
ALTER TABLE copybook_revisions DROP CONSTRAINT copybook_revisions_origin_check,
  ADD CONSTRAINT copybook_revisions_origin_check CHECK (origin IN ('import', 'api'));
ALTER TABLE copybook_threads DROP COLUMN origin;
