-- Up Migration
-- Where the database's locale is C (the embedded one) the parser of words takes whatever is not ASCII for a letter, so
-- that «Банк» with its quotes, or a dash, were words of their own. These become spaces first, in texts as in searches
-- (adapter/src/db/history/history-conditions.ts).
CREATE FUNCTION words_of_text(text text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT to_tsvector('russian',
    translate(text, '«»„“”‘’—–…№•·₽−' || E'\u00A0\u2009\u202F\u2011', repeat(' ', 18) || '-'))
$$;

CREATE OR REPLACE FUNCTION note_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE history_entries
  SET status = answered.status, source = answered.source, concern = answered.concern,
    confidence = answered.confidence, thread_id = answered.thread_id,
    rule_ids = ARRAY(
      SELECT DISTINCT result ->> 'rule_id' AS rule_id
      FROM jsonb_array_elements(
        CASE jsonb_typeof(answered.verdict -> 'results') WHEN 'array' THEN answered.verdict -> 'results' ELSE '[]' END
      ) AS result
      WHERE result ->> 'outcome' IN ('warned', 'blocked')
      UNION
      SELECT answered.refusal ->> 'rule_id' WHERE answered.refusal ->> 'rule_id' <> ''
      ORDER BY rule_id
    ),
    text_key = CASE WHEN answered.text <> '' THEN hashtextextended(answered.text, 0) END
  FROM answered
  WHERE history_entries.id = answered.asked_client_id;
  INSERT INTO history_texts (id, search)
  SELECT asked_client_id, words_of_text(text) FROM answered WHERE text <> ''
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

UPDATE history_texts SET search = words_of_text(answers.text)
FROM answers
WHERE answers.asked_client_id = history_texts.id;

-- Down Migration
CREATE OR REPLACE FUNCTION note_answers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE history_entries
  SET status = answered.status, source = answered.source, concern = answered.concern,
    confidence = answered.confidence, thread_id = answered.thread_id,
    rule_ids = ARRAY(
      SELECT DISTINCT result ->> 'rule_id' AS rule_id
      FROM jsonb_array_elements(
        CASE jsonb_typeof(answered.verdict -> 'results') WHEN 'array' THEN answered.verdict -> 'results' ELSE '[]' END
      ) AS result
      WHERE result ->> 'outcome' IN ('warned', 'blocked')
      UNION
      SELECT answered.refusal ->> 'rule_id' WHERE answered.refusal ->> 'rule_id' <> ''
      ORDER BY rule_id
    ),
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
DROP FUNCTION words_of_text;
