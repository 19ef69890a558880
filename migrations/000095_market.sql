-- Up Migration
CREATE TABLE market_items (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  -- Null: put in by the command line
  created_by uuid REFERENCES users (id),
  kind text NOT NULL CHECK (
    kind IN ('publication', 'app_update', 'site_update', 'vacancy', 'quarterly_report', 'share_price', 'review')
  ),
  competitor text NOT NULL CHECK (length(competitor) BETWEEN 1 AND 100),
  source text NOT NULL CHECK (length(source) <= 200),
  published_at timestamptz NOT NULL,
  title text NOT NULL CHECK (length(title) <= 500),
  text text NOT NULL CHECK (length(text) <= 20000),
  -- Price of a share, revenue of a quarter in roubles, stars of a review
  value double precision,
  -- The first item of the same story; its own id where it is the first
  story_id uuid NOT NULL REFERENCES market_items (id),
  -- MinHash of the text's shingles; null where stories are not compared
  signature bigint[],
  -- Of kind, competitor, source, day, words and value: the same item is kept once
  sha256 text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
COMMENT ON TABLE market_items IS 'What competitors published and what is said of them, as files and callers brought it';
CREATE INDEX market_items_published_index ON market_items (published_at DESC, id DESC);
CREATE INDEX market_items_competitor_index ON market_items (competitor, kind, published_at);

CREATE TABLE market_digests (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES users (id),
  -- ISO 8601: "2026-W47", Monday to Sunday in Moscow
  week text NOT NULL CHECK (week ~ '^[0-9]{4}-W[0-9]{2}$'),
  items_count integer NOT NULL CHECK (items_count >= 0),
  events jsonb NOT NULL CHECK (jsonb_typeof(events) = 'array'),
  -- The items that the events name: title, source and day, so that a digest stays readable
  evidence jsonb NOT NULL CHECK (jsonb_typeof(evidence) = 'object')
);
COMMENT ON TABLE market_digests IS 'Digests of a week as they were made; made again they are another row';
CREATE INDEX market_digests_created_index ON market_digests (created_at DESC, id DESC);

-- Down Migration
DROP TABLE market_digests;
DROP TABLE market_items;
