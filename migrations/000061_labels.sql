-- Up Migration
CREATE TABLE labels (
  id uuid PRIMARY KEY,
  asked_client_id uuid NOT NULL REFERENCES answers (asked_client_id),
  user_id uuid NOT NULL REFERENCES users (id),
  -- withdrawn: the label before it no longer counts
  mark text NOT NULL CHECK (mark IN ('good', 'wrong', 'withdrawn')),
  reason text CHECK (reason IN ('law', 'fact', 'tone', 'fit', 'grammar', 'other')),
  -- The whole text as it should be; empty where nobody wrote one
  correction text NOT NULL DEFAULT '' CHECK (length(correction) <= 10000),
  -- What the check said of the correction
  correction_verdict jsonb,
  comment text NOT NULL DEFAULT '' CHECK (length(comment) <= 1000),
  -- From the text's appearing to the label
  seconds_taken real CHECK (seconds_taken >= 0),
  -- The same for the same text (history_entries.text_key): nobody is asked about a text twice
  text_key bigint NOT NULL,
  labelled_at timestamptz NOT NULL,
  -- Orders labels of one moment
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  CHECK ((mark = 'wrong') = (reason IS NOT NULL)),
  CHECK ((correction = '') = (correction_verdict IS NULL))
);
COMMENT ON TABLE labels IS 'What people said of texts; of one person and text the newest counts';
CREATE INDEX labels_answer_index ON labels (asked_client_id, user_id, sequence DESC);
CREATE INDEX labels_user_index ON labels (user_id, labelled_at);
CREATE INDEX labels_text_index ON labels (user_id, text_key);
CREATE INDEX labels_at_index ON labels (labelled_at);
CREATE TRIGGER labels_append_only BEFORE UPDATE OR DELETE ON labels
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE VIEW current_labels AS
SELECT newest.*
FROM (
  SELECT DISTINCT ON (asked_client_id, user_id) *
  FROM labels
  ORDER BY asked_client_id, user_id, sequence DESC
) AS newest
WHERE newest.mark <> 'withdrawn';

-- Who has which text before them, so that two people do not get the same one at once; and what was passed over.
CREATE TABLE label_turns (
  asked_client_id uuid NOT NULL REFERENCES answers (asked_client_id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users (id),
  text_key bigint NOT NULL,
  held_until timestamptz NOT NULL,
  skipped boolean NOT NULL DEFAULT false,
  PRIMARY KEY (asked_client_id, user_id)
);
COMMENT ON TABLE label_turns IS 'Texts given out for labelling, and texts that somebody passed over';
CREATE INDEX label_turns_user_index ON label_turns (user_id, held_until);
CREATE INDEX label_turns_text_index ON label_turns (text_key);

CREATE VIEW campaigns_awaiting_approval AS
SELECT campaign_plans.id
FROM campaign_plans
CROSS JOIN (SELECT steps FROM campaign_approval_rules ORDER BY version DESC LIMIT 1) AS rules
CROSS JOIN LATERAL (
  SELECT sum((approver ->> 'count')::integer) AS approvers_count
  FROM (
    SELECT step
    FROM jsonb_array_elements(rules.steps) WITH ORDINALITY AS steps (step, place)
    WHERE coalesce((step ->> 'clients_max')::bigint >= campaign_plans.reach, true)
    ORDER BY place
    LIMIT 1
  ) AS by_reach
  CROSS JOIN jsonb_array_elements(by_reach.step -> 'approvers') AS approver
) AS needed
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE decision = 'approve') AS approvals_count, count(*) FILTER (WHERE decision = 'reject') AS rejections_count
  FROM (
    SELECT DISTINCT ON (user_id) decision
    FROM campaign_approvals
    WHERE campaign_approvals.plan_id = campaign_plans.id
    ORDER BY user_id, campaign_approvals.id DESC
  ) AS last_words
) AS given
WHERE campaign_plans.state = 'finished' AND given.rejections_count = 0
  AND given.approvals_count < coalesce(needed.approvers_count, 0);
COMMENT ON VIEW campaigns_awaiting_approval IS 'Campaigns whose texts are labelled first; who may approve is not asked here';

CREATE FUNCTION note_labels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Two people who label one text at once wait here; the second then sees the label of the first
  PERFORM 1 FROM history_entries WHERE id IN (SELECT asked_client_id FROM labelled) ORDER BY id FOR UPDATE;
  UPDATE history_entries
  SET label = together.label, label_reasons = together.reasons, labels_count = together.labels_count
  FROM (
    SELECT entry.id,
      CASE
        WHEN count(current_labels.mark) = 0 THEN 'none'
        WHEN bool_and(current_labels.mark = 'good') THEN 'good'
        WHEN bool_and(current_labels.mark = 'wrong') THEN 'wrong'
        ELSE 'disputed'
      END AS label,
      coalesce(array_agg(DISTINCT current_labels.reason) FILTER (WHERE current_labels.reason IS NOT NULL), '{}') AS reasons,
      count(current_labels.mark) AS labels_count
    FROM (SELECT DISTINCT asked_client_id AS id FROM labelled) AS entry
    LEFT JOIN current_labels ON current_labels.asked_client_id = entry.id
    GROUP BY entry.id
  ) AS together
  WHERE history_entries.id = together.id;
  DELETE FROM label_turns USING labelled
  WHERE label_turns.asked_client_id = labelled.asked_client_id AND label_turns.user_id = labelled.user_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER labels_history AFTER INSERT ON labels
  REFERENCING NEW TABLE AS labelled FOR EACH STATEMENT EXECUTE FUNCTION note_labels();

-- Down Migration
DROP VIEW campaigns_awaiting_approval;
DROP VIEW current_labels;
DROP TABLE label_turns;
DROP TABLE labels;
DROP FUNCTION note_labels;
