-- Up Migration
-- What the client's words (asked_clients.concern_text) say of each concern, and where in them; null: asked without words
ALTER TABLE answers ADD COLUMN heard_concerns jsonb;

-- Down Migration
ALTER TABLE answers DROP COLUMN heard_concerns;
