-- Up Migration
CREATE TABLE sessions (
  -- SHA-256 of the token in the cookie: who reads the table cannot sign in with it
  token_sha256 text PRIMARY KEY CHECK (token_sha256 ~ '^[0-9a-f]{64}$'),
  user_id uuid NOT NULL REFERENCES users (id),
  -- Goes with every call that changes something; only a page of our origin can read it
  csrf_token text NOT NULL CHECK (length(csrf_token) BETWEEN 20 AND 100),
  created_at timestamptz NOT NULL,
  -- Moved on at most once a minute
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);
COMMENT ON TABLE sessions IS 'Signed-in browsers; a row ends by being deleted';
CREATE INDEX sessions_user_index ON sessions (user_id, last_seen_at DESC);

-- Down Migration
DROP TABLE sessions;
