-- Up Migration
-- A campaign that ranks offers does so by the models and values in force when its clients began to be divided, to its end.
ALTER TABLE campaign_plans
  -- {products: [{product, model, title, covered, value}], usual_value}; null until then, and where people chose the offers
  ADD COLUMN ranked_by jsonb CHECK (jsonb_typeof(ranked_by) = 'object');
ALTER TABLE campaign_members
  -- What the offer's place came from: {basis, score, lift, value, expected_value, rank_score, model, reasons}
  ADD COLUMN ranking jsonb CHECK (jsonb_typeof(ranking) = 'object');

-- Down Migration
ALTER TABLE campaign_members DROP COLUMN ranking;
ALTER TABLE campaign_plans DROP COLUMN ranked_by;
