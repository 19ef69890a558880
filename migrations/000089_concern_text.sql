-- Up Migration
-- What the client said, when the request had it: the concern found in it steers the text
ALTER TABLE asked_clients ADD COLUMN concern_text text;

-- Down Migration
ALTER TABLE asked_clients DROP COLUMN concern_text;
