-- Up Migration
-- What the history is searched and counted by: a narrow row for each client asked, so that a million of them are walked
-- in order or sampled without touching texts and verdicts. Triggers keep it, whoever writes the answers.
CREATE TABLE history_entries (
  id uuid PRIMARY KEY REFERENCES asked_clients (id) ON DELETE CASCADE,
  client_id bigint,
  product_code text NOT NULL,
  channel_code text NOT NULL,
  user_id uuid NOT NULL,
  campaign_id uuid,
  status text NOT NULL DEFAULT 'unanswered',
  source text,
  concern text,
  confidence real,
  thread_id text,
  -- Rules that warned or blocked, and the rule of a refusal
  rule_ids text[] NOT NULL DEFAULT '{}',
  -- The same for the same text; null where there is none
  text_key bigint,
  -- What the current labels say together
  label text NOT NULL DEFAULT 'none' CHECK (label IN ('none', 'good', 'wrong', 'disputed')),
  label_reasons text[] NOT NULL DEFAULT '{}',
  labels_count smallint NOT NULL DEFAULT 0
) WITH (fillfactor = 85);
COMMENT ON TABLE history_entries IS 'What the history is searched and counted by; kept by triggers, can be made anew';

CREATE TABLE history_texts (
  id uuid PRIMARY KEY REFERENCES history_entries (id) ON DELETE CASCADE,
  search tsvector NOT NULL
);
COMMENT ON TABLE history_texts IS 'Words of the texts by the Russian configuration; kept by triggers';

CREATE TABLE history_threads (thread_id text PRIMARY KEY);
COMMENT ON TABLE history_threads IS 'Every thread that a text was made of: a part of its id is looked for here';

CREATE FUNCTION campaign_of_request(request uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT coalesce(campaign_cells.plan_id, campaigns.id)
  FROM campaigns
  LEFT JOIN campaign_cells ON campaign_cells.campaign_id = campaigns.id
  WHERE campaigns.request_id = request
$$;
COMMENT ON FUNCTION campaign_of_request IS 'What people call the campaign that a request is part of, or null';

CREATE FUNCTION rules_at_issue(verdict jsonb, refusal jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT rule_id ORDER BY rule_id), '{}')
  FROM (
    SELECT result ->> 'rule_id' AS rule_id
    FROM jsonb_array_elements(CASE jsonb_typeof(verdict -> 'results') WHEN 'array' THEN verdict -> 'results' ELSE '[]' END) AS result
    WHERE result ->> 'outcome' IN ('warned', 'blocked')
    UNION ALL
    SELECT refusal ->> 'rule_id' WHERE refusal ->> 'rule_id' <> ''
  ) AS rules
$$;

CREATE FUNCTION note_asked_clients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO history_entries (id, client_id, product_code, channel_code, user_id, campaign_id)
  SELECT asked.id, asked.client_id, asked.product_code, asked.channel_code, of_request.user_id, of_request.campaign_id
  FROM asked
  JOIN (
    SELECT requests.id, requests.user_id, campaign_of_request(requests.id) AS campaign_id
    FROM requests
    WHERE requests.id IN (SELECT request_id FROM asked)
  ) AS of_request ON of_request.id = asked.request_id;
  RETURN NULL;
END
$$;

CREATE FUNCTION note_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE history_entries
  SET status = answered.status, source = answered.source, concern = answered.concern,
    confidence = answered.confidence, thread_id = answered.thread_id,
    rule_ids = rules_at_issue(answered.verdict, answered.refusal),
    text_key = CASE WHEN answered.text <> '' THEN hashtextextended(answered.text, 0) END
  FROM answered
  WHERE history_entries.id = answered.asked_client_id;
  INSERT INTO history_texts (id, search)
  SELECT asked_client_id, to_tsvector('russian', text) FROM answered WHERE text <> ''
  ON CONFLICT (id) DO UPDATE SET search = excluded.search;
  INSERT INTO history_threads (thread_id)
  SELECT DISTINCT answered.thread_id
  FROM answered
  WHERE answered.thread_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM history_threads AS known WHERE known.thread_id = answered.thread_id)
  -- In one order, so that two batches with the same new threads wait for each other and do not lock each other out
  ORDER BY answered.thread_id
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE FUNCTION forget_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE history_entries
  SET status = 'unanswered', source = NULL, concern = NULL, confidence = NULL, thread_id = NULL, rule_ids = '{}',
    text_key = NULL
  FROM gone
  WHERE history_entries.id = gone.asked_client_id;
  DELETE FROM history_texts USING gone WHERE history_texts.id = gone.asked_client_id;
  RETURN NULL;
END
$$;

-- A cell may be written after its clients were asked about.
CREATE FUNCTION note_campaign_cells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE history_entries SET campaign_id = cells.plan_id FROM cells
  WHERE history_entries.campaign_id = cells.campaign_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER asked_clients_history AFTER INSERT ON asked_clients
  REFERENCING NEW TABLE AS asked FOR EACH STATEMENT EXECUTE FUNCTION note_asked_clients();
CREATE TRIGGER answers_history_insert AFTER INSERT ON answers
  REFERENCING NEW TABLE AS answered FOR EACH STATEMENT EXECUTE FUNCTION note_answers();
CREATE TRIGGER answers_history_update AFTER UPDATE ON answers
  REFERENCING NEW TABLE AS answered FOR EACH STATEMENT EXECUTE FUNCTION note_answers();
CREATE TRIGGER answers_history_delete AFTER DELETE ON answers
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_answers();
CREATE TRIGGER campaign_cells_history AFTER INSERT ON campaign_cells
  REFERENCING NEW TABLE AS cells FOR EACH STATEMENT EXECUTE FUNCTION note_campaign_cells();

-- What was asked before this migration
INSERT INTO history_entries (id, client_id, product_code, channel_code, user_id, campaign_id, status, source, concern,
  confidence, thread_id, rule_ids, text_key)
SELECT asked_clients.id, asked_clients.client_id, asked_clients.product_code, asked_clients.channel_code,
  requests.user_id, campaign_of_request(requests.id), coalesce(answers.status, 'unanswered'), answers.source, answers.concern,
  answers.confidence, answers.thread_id, rules_at_issue(answers.verdict, answers.refusal),
  CASE WHEN answers.text <> '' THEN hashtextextended(answers.text, 0) END
FROM asked_clients
JOIN requests ON requests.id = asked_clients.request_id
LEFT JOIN answers ON answers.asked_client_id = asked_clients.id;
INSERT INTO history_texts (id, search)
SELECT asked_client_id, to_tsvector('russian', text) FROM answers WHERE text <> '';
INSERT INTO history_threads (thread_id) SELECT DISTINCT thread_id FROM answers WHERE thread_id IS NOT NULL;

-- Each ends with id: a page of the filtered history is read from the index in its order. Values that most rows have
-- need none: the walk by id meets them at once.
CREATE INDEX history_entries_client_index ON history_entries (client_id, id);
CREATE INDEX history_entries_product_index ON history_entries (product_code, id);
CREATE INDEX history_entries_channel_index ON history_entries (channel_code, id);
CREATE INDEX history_entries_user_index ON history_entries (user_id, id);
CREATE INDEX history_entries_campaign_index ON history_entries (campaign_id, id) WHERE campaign_id IS NOT NULL;
CREATE INDEX history_entries_thread_index ON history_entries (thread_id, id) WHERE thread_id IS NOT NULL;
CREATE INDEX history_entries_status_index ON history_entries (status, id) WHERE status <> 'sendable';
CREATE INDEX history_entries_rules_index ON history_entries USING gin (rule_ids) WHERE rule_ids <> '{}';
CREATE INDEX history_entries_label_index ON history_entries (label, id) WHERE label <> 'none';
CREATE INDEX history_entries_unlabelled_index ON history_entries (confidence, id)
  WHERE label = 'none' AND text_key IS NOT NULL;
CREATE INDEX history_texts_search_index ON history_texts USING gin (search);

-- Down Migration
DROP TRIGGER asked_clients_history ON asked_clients;
DROP TRIGGER answers_history_insert ON answers;
DROP TRIGGER answers_history_update ON answers;
DROP TRIGGER answers_history_delete ON answers;
DROP TRIGGER campaign_cells_history ON campaign_cells;
DROP FUNCTION note_campaign_cells;
DROP FUNCTION note_asked_clients;
DROP FUNCTION note_answers;
DROP FUNCTION forget_answers;
DROP FUNCTION rules_at_issue;
DROP FUNCTION campaign_of_request;
DROP TABLE history_threads;
DROP TABLE history_texts;
DROP TABLE history_entries;
