-- Up Migration
-- The facts about contacting the client that the request was answered with
ALTER TABLE asked_clients ADD COLUMN contact jsonb;
-- The first text failed the check, and this one is its repair
ALTER TABLE answers ADD COLUMN repaired boolean NOT NULL DEFAULT false;
-- False: no thread was left out for claims that the bank has not confirmed
ALTER TABLE requests ADD COLUMN claims_reviewed boolean NOT NULL DEFAULT false;
-- True: the terms of the catalogue were a sample
ALTER TABLE requests ADD COLUMN sample_terms boolean NOT NULL DEFAULT false;

-- Down Migration
ALTER TABLE requests DROP COLUMN sample_terms;
ALTER TABLE requests DROP COLUMN claims_reviewed;
ALTER TABLE answers DROP COLUMN repaired;
ALTER TABLE asked_clients DROP COLUMN contact;
