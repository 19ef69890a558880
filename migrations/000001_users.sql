-- Up Migration
CREATE TABLE users (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  -- argon2id, PHC string
  password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  role text NOT NULL CHECK (role IN ('administrator', 'manager', 'reviewer', 'compliance', 'viewer')),
  blocked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  password_changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE users IS 'People and systems that may sign in';

-- Down Migration
DROP TABLE users;
