-- Up Migration
CREATE TABLE requests (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id),
  product_code text NOT NULL DEFAULT '',
  -- As it came: {code, name, description}
  product jsonb NOT NULL,
  channel_code text NOT NULL DEFAULT '',
  channel jsonb NOT NULL,
  profile_name text NOT NULL CHECK (profile_name IN ('strict', 'law2025')),
  terms_version text NOT NULL DEFAULT '',
  options jsonb NOT NULL,
  clients_count integer NOT NULL CHECK (clients_count > 0),
  -- open: being answered (or its adapter died); done: every client has its final result; failed: some may be asked again
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'failed')),
  failure_kind text,
  attempts_count integer NOT NULL DEFAULT 1,
  attempt_started_at timestamptz NOT NULL DEFAULT now(),
  asked_at timestamptz NOT NULL,
  finished_at timestamptz
);
COMMENT ON TABLE requests IS 'Requests for texts';
CREATE INDEX requests_user_index ON requests (user_id, id);

CREATE TABLE idempotency_keys (
  user_id uuid NOT NULL REFERENCES users (id),
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  request_id uuid NOT NULL REFERENCES requests (id),
  body_sha256 text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, key)
);
COMMENT ON TABLE idempotency_keys IS 'Keys by which a repeated request gets the stored answers';

-- Written before the answer is computed. Ids are UUIDs of version 7: their order is the order of asking.
CREATE TABLE asked_clients (
  id uuid PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES requests (id),
  -- Place in the request, from 0
  position integer NOT NULL CHECK (position >= 0),
  -- Null when what came is not an id
  client_id bigint,
  -- Null when what came are not features
  features jsonb,
  -- Repeated from the request, for the indexes of the history
  product_code text NOT NULL DEFAULT '',
  channel_code text NOT NULL DEFAULT '',
  asked_at timestamptz NOT NULL,
  UNIQUE (request_id, position)
);
COMMENT ON TABLE asked_clients IS 'Clients asked about, whether or not an answer came';
CREATE INDEX asked_clients_client_index ON asked_clients (client_id, id);
CREATE INDEX asked_clients_product_index ON asked_clients (product_code, id);
CREATE INDEX asked_clients_channel_index ON asked_clients (channel_code, id);

-- Written before the answer is sent
CREATE TABLE answers (
  asked_client_id uuid PRIMARY KEY REFERENCES asked_clients (id),
  status text NOT NULL CHECK (status IN ('sendable', 'not_sendable', 'refused', 'error')),
  text text NOT NULL DEFAULT '',
  body text NOT NULL DEFAULT '',
  disclosures jsonb NOT NULL DEFAULT '[]',
  confidence double precision CHECK (confidence BETWEEN 0 AND 1),
  confidence_basis text,
  confidence_calibrated boolean,
  source text CHECK (source IN ('model', 'rules')),
  rules_reason text,
  verdict jsonb,
  thread_id text,
  thread_version text,
  variants integer[],
  coverage text,
  concern text,
  concern_rule text,
  signals text[] NOT NULL DEFAULT '{}',
  measures jsonb,
  provenance jsonb,
  timings jsonb,
  refusal jsonb,
  error jsonb,
  answered_at timestamptz NOT NULL,
  CHECK ((status = 'error') = (error IS NOT NULL)),
  CHECK (status IN ('refused', 'error') OR (source IS NOT NULL AND confidence IS NOT NULL AND provenance IS NOT NULL)),
  CHECK (status IN ('refused', 'error') OR text <> ''),
  CHECK ((thread_id IS NULL) = (thread_version IS NULL) AND (thread_id IS NULL) = (variants IS NULL))
);
COMMENT ON TABLE answers IS 'Answers and errors, one a client asked about';
CREATE INDEX answers_thread_index ON answers (thread_id, asked_client_id) WHERE thread_id IS NOT NULL;

-- Down Migration
DROP TABLE answers;
DROP TABLE asked_clients;
DROP TABLE idempotency_keys;
DROP TABLE requests;
