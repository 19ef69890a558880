-- Up Migration
CREATE TABLE journeys (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  process text NOT NULL CHECK (length(process) BETWEEN 1 AND 200),
  -- Of the uploaded file
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  columns jsonb NOT NULL CHECK (jsonb_typeof(columns) = 'object'),
  -- Rows that could not be read, by kind
  problems jsonb NOT NULL CHECK (jsonb_typeof(problems) = 'array'),
  analysis jsonb NOT NULL CHECK (jsonb_typeof(analysis) = 'object')
);
COMMENT ON TABLE journeys IS 'Event logs of processes that people uploaded, and what was read out of them';
CREATE INDEX journeys_created_index ON journeys (created_at DESC, id DESC);

CREATE TABLE journey_events (
  journey_id uuid NOT NULL REFERENCES journeys (id) ON DELETE CASCADE,
  -- Of the file, the header being row 1
  row integer NOT NULL,
  case_id text NOT NULL,
  step text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (journey_id, row)
);
COMMENT ON TABLE journey_events IS 'The rows of an event log that could be read; deleted with their journey';

CREATE TABLE company_reports (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  company text NOT NULL CHECK (length(company) BETWEEN 1 AND 200),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  unit text NOT NULL CHECK (unit IN ('rouble', 'thousand', 'million')),
  problems jsonb NOT NULL CHECK (jsonb_typeof(problems) = 'array'),
  -- Lines in roubles, ratios, trends, findings
  analysis jsonb NOT NULL CHECK (jsonb_typeof(analysis) = 'object')
);
COMMENT ON TABLE company_reports IS 'Financial statements of companies that people uploaded, and what was read out of them';
CREATE INDEX company_reports_created_index ON company_reports (created_at DESC, id DESC);

-- Down Migration
DROP TABLE company_reports;
DROP TABLE journey_events;
DROP TABLE journeys;
