-- Up Migration
CREATE TABLE propensity_models (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id),
  sha256 text NOT NULL UNIQUE CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  -- Null: what the model foretells is no product of the bank
  product_code text CHECK (length(product_code) BETWEEN 1 AND 64),
  card jsonb NOT NULL CHECK (jsonb_typeof(card) = 'object'),
  -- The model file as it was uploaded
  file text NOT NULL
);
COMMENT ON TABLE propensity_models IS 'Model files that foretell whether a client takes a product';
CREATE INDEX propensity_models_created_index ON propensity_models (created_at DESC, id DESC);
CREATE TRIGGER propensity_models_append_only BEFORE UPDATE OR DELETE ON propensity_models
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE propensity_activations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_code text NOT NULL,
  -- Null: from here on no model ranks the product
  model_id uuid REFERENCES propensity_models (id),
  at timestamptz NOT NULL,
  created_by uuid NOT NULL REFERENCES users (id)
);
COMMENT ON TABLE propensity_activations IS 'Which model ranks a product since when; the last row of a product holds';
CREATE INDEX propensity_activations_product_index ON propensity_activations (product_code, id DESC);
CREATE TRIGGER propensity_activations_append_only BEFORE UPDATE OR DELETE ON propensity_activations
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Down Migration
DROP TABLE propensity_activations;
DROP TABLE propensity_models;
