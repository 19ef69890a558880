-- Up Migration
CREATE TABLE concern_estimates (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  -- As the caller names it: a code, a name or a description; empty: unknown
  product text NOT NULL,
  client_id bigint,
  -- What the client said
  text text NOT NULL,
  language text NOT NULL CHECK (language IN ('ru', 'en')),
  -- {finance, efficiency, purchase, support}, each 0–1
  likelihoods jsonb NOT NULL CHECK (jsonb_typeof(likelihoods) = 'object'),
  found jsonb NOT NULL CHECK (jsonb_typeof(found) = 'array'),
  phrases jsonb NOT NULL CHECK (jsonb_typeof(phrases) = 'array'),
  model_sha256 text NOT NULL
);
COMMENT ON TABLE concern_estimates IS 'What clients said, and what their words were found to be about, by which model';
CREATE INDEX concern_estimates_client_index ON concern_estimates (client_id, id) WHERE client_id IS NOT NULL;

-- Down Migration
DROP TABLE concern_estimates;
