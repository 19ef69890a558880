-- Up Migration
-- Files of clients as they were uploaded: cells as they stand, mapped to features by each campaign.
CREATE TABLE campaign_files (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  format text NOT NULL CHECK (format IN ('csv', 'xlsx')),
  encoding text NOT NULL CHECK (encoding IN ('utf-8', 'windows-1251', 'xlsx')),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes_count bigint NOT NULL CHECK (bytes_count > 0),
  header text[] NOT NULL,
  -- Rows with content
  rows_count integer NOT NULL CHECK (rows_count > 0),
  uploaded_by uuid NOT NULL REFERENCES users (id),
  uploaded_at timestamptz NOT NULL
);
COMMENT ON TABLE campaign_files IS 'Uploaded files of clients; written whole or not at all';

CREATE TABLE campaign_file_rows (
  file_id uuid NOT NULL REFERENCES campaign_files (id) ON DELETE CASCADE,
  -- Under the header from 1, blank rows counted
  row integer NOT NULL CHECK (row > 0),
  cells jsonb NOT NULL CHECK (jsonb_typeof(cells) = 'array'),
  PRIMARY KEY (file_id, row)
);

-- What people call a campaign: a file, offers, an audience, a control group. It runs as one `campaigns` row, with one
-- request, for each product, channel and variant.
CREATE TABLE campaign_plans (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  file_id uuid NOT NULL REFERENCES campaign_files (id),
  -- Mapping, offers, audience, control share, variants, options (adapter/src/api/campaigns.ts)
  settings jsonb NOT NULL CHECK (jsonb_typeof(settings) = 'object'),
  seed bigint NOT NULL CHECK (seed BETWEEN 0 AND 4294967295),
  state text NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'preparing', 'running', 'paused', 'finished', 'cancelled', 'failed')),
  -- Paused or failed before the members were all there: resuming prepares on
  is_prepared boolean NOT NULL DEFAULT false,
  -- Why it failed: {kind, message}
  failure jsonb,
  -- What it waits for while it is at work: a slug; null when for nothing
  waiting_for text,
  -- Different clients that get a text; null until prepared
  reach integer CHECK (reach >= 0),
  created_by uuid NOT NULL REFERENCES users (id),
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  finished_at timestamptz,
  CHECK ((state = 'failed') = (failure IS NOT NULL)),
  CHECK (NOT is_prepared OR reach IS NOT NULL)
);
COMMENT ON TABLE campaign_plans IS 'Campaigns of the web interface';
CREATE INDEX campaign_plans_at_work_index ON campaign_plans (id) WHERE state IN ('preparing', 'running');

CREATE TABLE campaign_cells (
  plan_id uuid NOT NULL REFERENCES campaign_plans (id),
  place integer NOT NULL CHECK (place >= 0),
  product_code text NOT NULL,
  channel_code text NOT NULL,
  -- Name of the variant
  arm text NOT NULL CHECK (length(arm) BETWEEN 1 AND 40),
  clients_count integer NOT NULL CHECK (clients_count > 0),
  campaign_id uuid NOT NULL UNIQUE REFERENCES campaigns (id),
  PRIMARY KEY (plan_id, place),
  UNIQUE (plan_id, product_code, channel_code, arm)
);
COMMENT ON TABLE campaign_cells IS 'A product, channel and variant of a campaign, with the request that asks for its texts';

-- Every row of the file and what the campaign decided about it: nobody is lost.
CREATE TABLE campaign_members (
  plan_id uuid NOT NULL REFERENCES campaign_plans (id),
  -- Of the file
  row integer NOT NULL CHECK (row > 0),
  -- Of the offers of one client, from 0: the best first where the service ranked them
  offer integer NOT NULL CHECK (offer >= 0),
  client_id bigint,
  outcome text NOT NULL CHECK (outcome IN ('text', 'control', 'excluded', 'problem')),
  -- Why it was excluded, or the kind of problem
  reason text,
  -- What is, or in the control group would have been, offered
  product_code text,
  channel_code text,
  arm text,
  -- 0-1, and what it is made of; null where people chose the offers
  score double precision CHECK (score BETWEEN 0 AND 1),
  reasons text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (plan_id, row, offer),
  CHECK ((outcome IN ('excluded', 'problem')) = (reason IS NOT NULL)),
  CHECK ((outcome IN ('text', 'control')) = (product_code IS NOT NULL)),
  CHECK ((product_code IS NULL) = (channel_code IS NULL)),
  CHECK ((outcome = 'text') = (arm IS NOT NULL))
);
CREATE INDEX campaign_members_cell_index ON campaign_members (plan_id, product_code, channel_code, arm, row)
  WHERE outcome = 'text';
COMMENT ON TABLE campaign_members IS 'Clients of a campaign by row of its file: text, control group, excluded, problem';

-- Down Migration
DROP TABLE campaign_members;
DROP TABLE campaign_cells;
DROP TABLE campaign_plans;
DROP TABLE campaign_file_rows;
DROP TABLE campaign_files;
