-- Up Migration
CREATE TABLE copybook_editions (
  -- Counts from 1; the highest is in force
  number integer PRIMARY KEY CHECK (number > 0),
  -- What requests name it by, and answers carry as provenance.copybook_hash
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  threads_count integer NOT NULL CHECK (threads_count > 0),
  approved_threads_count integer NOT NULL CHECK (approved_threads_count BETWEEN 0 AND threads_count),
  -- What made it
  act text NOT NULL CHECK (act IN ('import', 'create', 'revise', 'approve', 'retire')),
  -- Null: not a user (command line)
  made_by uuid REFERENCES users (id),
  made_at timestamptz NOT NULL
);
COMMENT ON TABLE copybook_editions IS 'Editions of the copybook: what was in force, and since when';
CREATE INDEX copybook_editions_hash_index ON copybook_editions (hash, number);
CREATE TRIGGER copybook_editions_append_only BEFORE UPDATE OR DELETE ON copybook_editions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE copybook_threads (
  id text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
  -- Where an export writes it: file without extension, and place in it
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 64),
  place integer NOT NULL CHECK (place >= 0),
  -- Of the latest revision; retired is for good
  status text NOT NULL CHECK (status IN ('draft', 'approved', 'retired')),
  latest_revision integer NOT NULL CHECK (latest_revision > 0),
  -- The newest that was approved as a whole: it stays in force until the next one is approved; null: none was
  approved_revision integer CHECK (approved_revision BETWEEN 1 AND latest_revision),
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL
);
COMMENT ON TABLE copybook_threads IS 'Threads of the copybook: where each stands now';

CREATE TABLE copybook_revisions (
  thread_id text NOT NULL REFERENCES copybook_threads (id),
  -- Counts from 1 within the thread. A change is a new row; rows are never updated or deleted.
  revision integer NOT NULL CHECK (revision > 0),
  -- Of the content; answers carry it as thread.version
  version text NOT NULL CHECK (version ~ '^[0-9a-f]{12}$'),
  -- The thread as a line of models/copybook/*.jsonl, verbatim; the columns below are read from it
  line text NOT NULL CHECK (length(line) <= 65536),
  product_code text NOT NULL GENERATED ALWAYS AS ((line::jsonb) ->> 'product') STORED,
  channel_code text NOT NULL GENERATED ALWAYS AS ((line::jsonb) ->> 'channel') STORED,
  need text NOT NULL GENERATED ALWAYS AS ((line::jsonb) ->> 'need') STORED,
  signals jsonb NOT NULL GENERATED ALWAYS AS ((line::jsonb) -> 'signals') STORED,
  claims jsonb NOT NULL GENERATED ALWAYS AS ((line::jsonb) -> 'claims') STORED,
  -- Fits any client: no signals, any gender, any age
  is_neutral boolean NOT NULL GENERATED ALWAYS AS (
    (line::jsonb) -> 'signals' = '[]'::jsonb AND (line::jsonb) ->> 'gender' = 'u' AND (line::jsonb) ->> 'age' = 'u'
  ) STORED,
  origin text NOT NULL CHECK (origin IN ('import', 'api')),
  -- Null: not a user (command line)
  author uuid REFERENCES users (id),
  author_name text NOT NULL CHECK (length(author_name) BETWEEN 1 AND 100),
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 1000),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (thread_id, revision)
);
COMMENT ON TABLE copybook_revisions IS 'What a thread said, revision by revision';
CREATE INDEX copybook_revisions_version_index ON copybook_revisions (thread_id, version);
CREATE TRIGGER copybook_revisions_append_only BEFORE UPDATE OR DELETE ON copybook_revisions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE copybook_variants (
  thread_id text NOT NULL,
  revision integer NOT NULL,
  position integer NOT NULL CHECK (position >= 0),
  -- Those with the product's name follow the plain ones
  variant integer NOT NULL CHECK (variant >= 0),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 640),
  status text NOT NULL CHECK (status IN ('draft', 'approved', 'retired')),
  -- Who wrote the sentence, in this revision or an earlier one; null: not a user
  author uuid REFERENCES users (id),
  PRIMARY KEY (thread_id, revision, position, variant),
  FOREIGN KEY (thread_id, revision) REFERENCES copybook_revisions (thread_id, revision)
);
COMMENT ON TABLE copybook_variants IS 'Interchangeable sentences of a revision, each with its own approval';
CREATE INDEX copybook_variants_text_index ON copybook_variants (md5(text));

CREATE TABLE copybook_reviews (
  -- UUID of version 7: the order of ids is the order of reviews
  id uuid PRIMARY KEY,
  thread_id text NOT NULL,
  revision integer NOT NULL,
  -- Null: the whole revision
  position integer CHECK (position >= 0),
  variant integer CHECK (variant >= 0),
  act text NOT NULL CHECK (act IN ('submit', 'approve', 'retire', 'comment')),
  -- Null: a person named on the command line
  person uuid REFERENCES users (id),
  person_name text NOT NULL CHECK (length(person_name) BETWEEN 1 AND 100),
  comment text NOT NULL DEFAULT '' CHECK (length(comment) <= 1000),
  -- The edition that it made; null: what is in force stayed as it was
  edition integer REFERENCES copybook_editions (number),
  created_at timestamptz NOT NULL,
  FOREIGN KEY (thread_id, revision) REFERENCES copybook_revisions (thread_id, revision),
  CHECK ((position IS NULL) = (variant IS NULL))
);
COMMENT ON TABLE copybook_reviews IS 'Who said what of a thread or of one of its sentences, and when';
CREATE INDEX copybook_reviews_thread_index ON copybook_reviews (thread_id, id);
CREATE TRIGGER copybook_reviews_append_only BEFORE UPDATE OR DELETE ON copybook_reviews
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE copybook_edition_threads (
  thread_id text NOT NULL,
  -- In force from this edition on
  first_edition integer NOT NULL REFERENCES copybook_editions (number),
  -- Until before this one; null: still
  next_edition integer REFERENCES copybook_editions (number) CHECK (next_edition > first_edition),
  revision integer NOT NULL,
  approved boolean NOT NULL,
  -- A letter a variant (a approved, d draft, r retired), positions separated by /
  variant_marks text NOT NULL CHECK (variant_marks ~ '^[adr/]+$'),
  PRIMARY KEY (thread_id, first_edition),
  FOREIGN KEY (thread_id, revision) REFERENCES copybook_revisions (thread_id, revision)
);
COMMENT ON TABLE copybook_edition_threads IS 'Which revision of a thread was in force in which editions: rebuilds any of them';
CREATE UNIQUE INDEX copybook_edition_threads_open_index ON copybook_edition_threads (thread_id)
  WHERE next_edition IS NULL;

-- What may change in rows that are not append-only: nothing of their content, and no step back.
CREATE FUNCTION guard_copybook_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_allowed boolean := false;
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'copybook_threads' THEN
    is_allowed := NEW.id = OLD.id AND NEW.created_at = OLD.created_at AND NEW.latest_revision >= OLD.latest_revision
      AND coalesce(NEW.approved_revision, 0) >= coalesce(OLD.approved_revision, 0)
      AND (OLD.status <> 'retired' OR NEW.status = 'retired');
  ELSIF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'copybook_variants' THEN
    is_allowed := (NEW.thread_id, NEW.revision, NEW.position, NEW.variant, NEW.text)
        = (OLD.thread_id, OLD.revision, OLD.position, OLD.variant, OLD.text)
      AND NEW.author IS NOT DISTINCT FROM OLD.author
      AND (NEW.status = OLD.status OR OLD.status = 'draft' OR (OLD.status = 'approved' AND NEW.status = 'retired'));
  ELSIF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'copybook_edition_threads' THEN
    is_allowed := OLD.next_edition IS NULL
      AND (NEW.thread_id, NEW.first_edition, NEW.revision, NEW.approved, NEW.variant_marks)
        = (OLD.thread_id, OLD.first_edition, OLD.revision, OLD.approved, OLD.variant_marks);
  END IF;
  IF is_allowed THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the content of % is never changed or deleted: add a new revision', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER copybook_threads_guard BEFORE UPDATE OR DELETE ON copybook_threads
  FOR EACH ROW EXECUTE FUNCTION guard_copybook_row();
CREATE TRIGGER copybook_variants_guard BEFORE UPDATE OR DELETE ON copybook_variants
  FOR EACH ROW EXECUTE FUNCTION guard_copybook_row();
CREATE TRIGGER copybook_edition_threads_guard BEFORE UPDATE OR DELETE ON copybook_edition_threads
  FOR EACH ROW EXECUTE FUNCTION guard_copybook_row();

-- Down Migration
DROP TABLE copybook_edition_threads;
DROP TABLE copybook_reviews;
DROP TABLE copybook_variants;
DROP TABLE copybook_revisions;
DROP TABLE copybook_threads;
DROP TABLE copybook_editions;
DROP FUNCTION guard_copybook_row();
