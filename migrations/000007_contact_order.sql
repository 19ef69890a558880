-- Up Migration
-- The order of writing. Ids are made before a writer's turn comes, so of two writers the later may have the lower id;
-- the sequence is taken under the lock of the client's row.
ALTER TABLE client_flag_changes ADD COLUMN sequence bigint GENERATED ALWAYS AS IDENTITY;
DROP INDEX client_flag_changes_client_index;
CREATE INDEX client_flag_changes_client_index ON client_flag_changes (client_id, sequence DESC);

ALTER TABLE client_contacts ADD COLUMN sequence bigint GENERATED ALWAYS AS IDENTITY;
DROP INDEX client_contacts_current_index;
CREATE INDEX client_contacts_current_index ON client_contacts (client_id, channel_code, at DESC, sequence DESC);
CREATE OR REPLACE VIEW current_client_contacts AS
  SELECT DISTINCT ON (client_id, channel_code) client_id, channel_code, consent, at, source
  FROM client_contacts
  ORDER BY client_id, channel_code, at DESC, sequence DESC;

-- Down Migration
CREATE OR REPLACE VIEW current_client_contacts AS
  SELECT DISTINCT ON (client_id, channel_code) client_id, channel_code, consent, at, source
  FROM client_contacts
  ORDER BY client_id, channel_code, at DESC, id DESC;
DROP INDEX client_contacts_current_index;
CREATE INDEX client_contacts_current_index ON client_contacts (client_id, channel_code, at DESC, id DESC);
ALTER TABLE client_contacts DROP COLUMN sequence;
DROP INDEX client_flag_changes_client_index;
CREATE INDEX client_flag_changes_client_index ON client_flag_changes (client_id, id);
ALTER TABLE client_flag_changes DROP COLUMN sequence;
