-- Up Migration
CREATE TABLE offer_values (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_code text NOT NULL CHECK (length(product_code) BETWEEN 1 AND 64),
  -- What one sale is worth to the bank, roubles
  value double precision NOT NULL CHECK (value >= 0),
  at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id)
);
COMMENT ON TABLE offer_values IS 'What a sale of a product is worth since when; the last row of a product holds';
CREATE INDEX offer_values_product_index ON offer_values (product_code, id DESC);
CREATE TRIGGER offer_values_append_only BEFORE UPDATE OR DELETE ON offer_values
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE propensity_predictions (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  model_id uuid NOT NULL REFERENCES propensity_models (id),
  client_id bigint,
  features jsonb NOT NULL CHECK (jsonb_typeof(features) = 'object'),
  probability double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
  reasons jsonb NOT NULL CHECK (jsonb_typeof(reasons) = 'array')
);
COMMENT ON TABLE propensity_predictions IS 'What was foretold of a client, from what, by which model';
CREATE INDEX propensity_predictions_client_index ON propensity_predictions (client_id, id) WHERE client_id IS NOT NULL;

CREATE TABLE offer_rankings (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  client_id bigint,
  features jsonb NOT NULL CHECK (jsonb_typeof(features) = 'object'),
  -- Offers in their order with scores and reasons, and those refused
  ranking jsonb NOT NULL CHECK (jsonb_typeof(ranking) = 'object')
);
COMMENT ON TABLE offer_rankings IS 'Which offers were ranked for a client, in which order and why';
CREATE INDEX offer_rankings_client_index ON offer_rankings (client_id, id) WHERE client_id IS NOT NULL;

-- Down Migration
DROP TABLE offer_rankings;
DROP TABLE propensity_predictions;
DROP TABLE offer_values;
