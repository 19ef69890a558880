-- Up Migration
-- How many approvers of which role a campaign needs, by its reach. The newest version holds.
CREATE TABLE campaign_approval_rules (
  version integer PRIMARY KEY CHECK (version > 0),
  -- [{clients_max, approvers: [{role, count}]}], by rising clients_max; the last has none
  steps jsonb NOT NULL CHECK (jsonb_typeof(steps) = 'array'),
  -- Null for the first
  created_by uuid REFERENCES users (id),
  created_at timestamptz NOT NULL
);
CREATE TRIGGER campaign_approval_rules_append_only BEFORE UPDATE OR DELETE ON campaign_approval_rules
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
INSERT INTO campaign_approval_rules (version, steps, created_at) VALUES (1, '[
  {"clients_max": 100, "approvers": [{"role": "manager", "count": 1}]},
  {"clients_max": 10000, "approvers": [{"role": "compliance", "count": 1}]},
  {"clients_max": null, "approvers": [{"role": "manager", "count": 1}, {"role": "compliance", "count": 1}]}
]', now());

CREATE TABLE campaign_approvals (
  id uuid PRIMARY KEY,
  plan_id uuid NOT NULL REFERENCES campaign_plans (id),
  user_id uuid NOT NULL REFERENCES users (id),
  -- Of the person when deciding
  role text NOT NULL,
  decision text NOT NULL CHECK (decision IN ('approve', 'reject')),
  comment text NOT NULL DEFAULT '' CHECK (length(comment) <= 1000),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE campaign_approvals IS 'What approvers said of the texts of a campaign; the last word of each person counts';
CREATE INDEX campaign_approvals_plan_index ON campaign_approvals (plan_id, id);
CREATE TRIGGER campaign_approvals_append_only BEFORE UPDATE OR DELETE ON campaign_approvals
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Down Migration
DROP TABLE campaign_approvals;
DROP TABLE campaign_approval_rules;
