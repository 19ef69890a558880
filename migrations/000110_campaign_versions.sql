-- Up Migration
-- A draft can be changed by whoever may make campaigns; each change makes a version, so that two people who edit the
-- same draft do not overwrite each other unseen.
ALTER TABLE campaign_plans
  ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  -- Null: nobody has changed it since it was made
  ADD COLUMN changed_by uuid REFERENCES users (id),
  ADD COLUMN changed_at timestamptz,
  ADD CHECK ((changed_by IS NULL) = (changed_at IS NULL));

-- Down Migration
ALTER TABLE campaign_plans DROP COLUMN version, DROP COLUMN changed_by, DROP COLUMN changed_at;
