-- Up Migration
CREATE TABLE market_inbox_files (
  id uuid PRIMARY KEY,
  -- From the watched folder
  path text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL CHECK (bytes >= 0),
  taken_at timestamptz NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('taken', 'failed')),
  taken_count integer NOT NULL CHECK (taken_count >= 0),
  repeated_count integer NOT NULL CHECK (repeated_count >= 0),
  retold_count integer NOT NULL CHECK (retold_count >= 0),
  problems_count integer NOT NULL CHECK (problems_count >= 0),
  -- The first of them: row, field, limit and the kind of value that came
  problems jsonb NOT NULL CHECK (jsonb_typeof(problems) = 'array'),
  -- Why nothing could be read; empty where something could
  reason text NOT NULL,
  -- Null: it may still stand where it was found (the adapter ended between taking and moving)
  moved_at timestamptz,
  -- From the watched folder; null also when somebody took the file away
  moved_to text
);
COMMENT ON TABLE market_inbox_files IS 'Files of the watched folder of market watch, each as it was taken';
-- A file that was taken and not moved is not taken again
CREATE UNIQUE INDEX market_inbox_files_unmoved_index ON market_inbox_files (path, sha256) WHERE moved_at IS NULL;
CREATE INDEX market_inbox_files_taken_index ON market_inbox_files (taken_at DESC, id DESC);

CREATE TABLE market_inbox_looks (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  looked_at timestamptz NOT NULL,
  -- Files that are still being written, or are left for the next look
  waiting_count integer NOT NULL CHECK (waiting_count >= 0),
  -- missing, not_a_folder, not_readable, not_writable; null: all was well
  problem text
);
COMMENT ON TABLE market_inbox_looks IS 'The last look into the watched folder';

-- Down Migration
DROP TABLE market_inbox_looks;
DROP TABLE market_inbox_files;
