-- Up Migration
-- The rows that 000002 seeded are samples; the adapter imports better ones (models/offer-catalogue.sample.yaml) into an
-- empty catalogue at its start.
DELETE FROM offer_terms WHERE is_sample AND version = 'sample-1';

ALTER TABLE offer_terms DROP CONSTRAINT offer_terms_pkey;
ALTER TABLE offer_terms DROP CONSTRAINT offer_terms_product_code_effective_from_key;
ALTER TABLE offer_terms RENAME COLUMN version TO former_version;
ALTER TABLE offer_terms
  -- Counts from 1 within a product. A change is a new row with the next version; rows are never updated or deleted.
  ADD COLUMN version integer,
  -- Of the content without version, origin and time: the same content is not stored twice in a row
  ADD COLUMN content_sha256 text NOT NULL DEFAULT '' CHECK (content_sha256 ~ '^([0-9a-f]{64})?$'),
  -- Printed forms, without the per cent sign («19,9»); '' where the product has none
  ADD COLUMN rate text NOT NULL DEFAULT '' CHECK (length(rate) <= 40),
  ADD COLUMN rate_min_guaranteed text NOT NULL DEFAULT '' CHECK (length(rate_min_guaranteed) <= 40),
  ADD COLUMN full_cost_min text NOT NULL DEFAULT '' CHECK (length(full_cost_min) <= 40),
  ADD COLUMN full_cost_max text NOT NULL DEFAULT '' CHECK (length(full_cost_max) <= 40),
  -- Channel code, or * for the channels that are not named → words to append, advertising token
  ADD COLUMN tails jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(tails) = 'object'),
  ADD COLUMN erids jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(erids) = 'object'),
  -- Ids of models/copybook/claims.json
  ADD COLUMN confirmed_claims text[] NOT NULL DEFAULT '{}',
  ADD COLUMN denied_claims text[] NOT NULL DEFAULT '{}',
  ADD COLUMN claims_reviewed boolean NOT NULL DEFAULT false,
  -- True: legal name and licence stand on after effective_to, for texts without terms
  ADD COLUMN provider_outlasts_terms boolean NOT NULL DEFAULT false,
  ADD COLUMN origin text NOT NULL DEFAULT 'migration'
    CHECK (origin IN ('migration', 'first_start', 'api', 'import', 'command_line')),
  -- Null: not made by a user (first start, command line)
  ADD COLUMN created_by uuid REFERENCES users (id);
UPDATE offer_terms SET erids = jsonb_build_object('*', erid) WHERE erid <> '';
UPDATE offer_terms SET version = numbered.version
FROM (
  SELECT product_code, former_version,
    row_number() OVER (PARTITION BY product_code ORDER BY effective_from, former_version)::integer AS version
  FROM offer_terms
) AS numbered
WHERE numbered.product_code = offer_terms.product_code AND numbered.former_version = offer_terms.former_version;
ALTER TABLE offer_terms DROP COLUMN former_version, DROP COLUMN erid;
ALTER TABLE offer_terms
  ADD PRIMARY KEY (product_code, version),
  ADD CHECK (version > 0),
  ADD CHECK (NOT (confirmed_claims && denied_claims));
CREATE INDEX offer_terms_governing_index ON offer_terms (product_code, effective_from DESC, version DESC);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted: add a new one', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER offer_terms_append_only BEFORE UPDATE OR DELETE ON offer_terms
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Down Migration
DROP TRIGGER offer_terms_append_only ON offer_terms;
DROP FUNCTION refuse_change();
DROP INDEX offer_terms_governing_index;
-- What the older schema cannot hold: several versions of one beginning.
DELETE FROM offer_terms USING offer_terms AS later
WHERE later.product_code = offer_terms.product_code AND later.effective_from = offer_terms.effective_from
  AND later.version > offer_terms.version;
ALTER TABLE offer_terms ADD COLUMN erid text NOT NULL DEFAULT '' CHECK (length(erid) <= 100);
UPDATE offer_terms SET erid = coalesce(erids ->> '*', '');
ALTER TABLE offer_terms DROP CONSTRAINT offer_terms_pkey;
ALTER TABLE offer_terms
  DROP COLUMN content_sha256, DROP COLUMN rate, DROP COLUMN rate_min_guaranteed, DROP COLUMN full_cost_min,
  DROP COLUMN full_cost_max, DROP COLUMN tails, DROP COLUMN erids, DROP COLUMN confirmed_claims,
  DROP COLUMN denied_claims, DROP COLUMN claims_reviewed, DROP COLUMN provider_outlasts_terms, DROP COLUMN origin,
  DROP COLUMN created_by;
ALTER TABLE offer_terms RENAME COLUMN version TO later_version;
ALTER TABLE offer_terms ADD COLUMN version text CHECK (length(version) BETWEEN 1 AND 64);
UPDATE offer_terms SET version = later_version::text;
ALTER TABLE offer_terms DROP COLUMN later_version;
ALTER TABLE offer_terms ADD PRIMARY KEY (product_code, version), ADD UNIQUE (product_code, effective_from);
