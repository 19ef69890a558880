-- Up Migration
CREATE TABLE campaigns (
  id uuid PRIMARY KEY,
  -- SHA-256 of what the command asks for (file's content, product, channel, options, limit, seed): the same command
  -- finds its campaign again; with --fresh there are several, the newest counts
  key_sha256 text NOT NULL CHECK (key_sha256 ~ '^[0-9a-f]{64}$'),
  -- Holds product, channel, options, clients and answers, as any request does
  request_id uuid NOT NULL UNIQUE REFERENCES requests (id),
  clients_sha256 text NOT NULL CHECK (clients_sha256 ~ '^[0-9a-f]{64}$'),
  clients_file_name text NOT NULL CHECK (length(clients_file_name) <= 255),
  -- False: the file has no id column and client ids are its row numbers, which mean other clients in other files
  has_client_ids boolean NOT NULL,
  seed bigint NOT NULL CHECK (seed BETWEEN 0 AND 4294967295),
  created_at timestamptz NOT NULL,
  finished_at timestamptz
);
COMMENT ON TABLE campaigns IS 'One product and channel over a file of clients';
CREATE INDEX campaigns_key_index ON campaigns (key_sha256, id);

-- Whose requests the campaigns of the command line are. Nobody signs in with it: it is blocked, no password has this
-- hash, and basic auth cannot carry a colon in a name.
INSERT INTO users (id, name, password_hash, role, blocked_at)
VALUES ('00000000-0000-7000-8000-000000000001', 'command-line:campaign', '$argon2id$none', 'manager', now());

-- Down Migration
DROP TABLE campaigns;
DELETE FROM answers WHERE asked_client_id IN (
  SELECT asked_clients.id FROM asked_clients JOIN requests ON requests.id = asked_clients.request_id
  WHERE requests.user_id = '00000000-0000-7000-8000-000000000001');
DELETE FROM asked_clients WHERE request_id IN (
  SELECT id FROM requests WHERE user_id = '00000000-0000-7000-8000-000000000001');
DELETE FROM requests WHERE user_id = '00000000-0000-7000-8000-000000000001';
DELETE FROM users WHERE id = '00000000-0000-7000-8000-000000000001';
