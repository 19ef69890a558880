-- Up Migration
ALTER TABLE users
  -- Rises with every change of role or block: who saves an older one is told
  ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  -- False from an invitation or a reset until the person sets a password: nobody can sign in
  ADD COLUMN has_password boolean NOT NULL DEFAULT true,
  -- The last call in this user's name, noted at most once a minute
  ADD COLUMN last_active_at timestamptz;

CREATE TABLE invitations (
  -- One at a time: a new link ends the one before
  user_id uuid PRIMARY KEY REFERENCES users (id),
  -- SHA-256 of the token in the link: who reads the table cannot take it up
  token_sha256 text NOT NULL UNIQUE CHECK (token_sha256 ~ '^[0-9a-f]{64}$'),
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);
COMMENT ON TABLE invitations IS 'Links by which a person sets a password, once; a row ends by being deleted';

-- Down Migration
DROP TABLE invitations;
ALTER TABLE users
  DROP COLUMN last_active_at,
  DROP COLUMN has_password,
  DROP COLUMN version;
