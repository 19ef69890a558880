TABLE answers
  asked_client_id uuid NOT NULL
  status text NOT NULL
  text text NOT NULL DEFAULT ''::text
  body text NOT NULL DEFAULT ''::text
  disclosures jsonb NOT NULL DEFAULT '[]'::jsonb
  confidence double precision
  confidence_basis text
  confidence_calibrated boolean
  source text
  rules_reason text
  verdict jsonb
  thread_id text
  thread_version text
  variants integer[]
  coverage text
  concern text
  concern_rule text
  signals text[] NOT NULL DEFAULT '{}'::text[]
  measures jsonb
  provenance jsonb
  timings jsonb
  refusal jsonb
  error jsonb
  answered_at timestamp with time zone NOT NULL
  repaired boolean NOT NULL DEFAULT false
  heard_concerns jsonb
  CHECK ((((thread_id IS NULL) = (thread_version IS NULL)) AND ((thread_id IS NULL) = (variants IS NULL))))
  CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision)))
  CHECK (((status = 'error'::text) = (error IS NOT NULL)))
  CHECK (((status = ANY (ARRAY['refused'::text, 'error'::text])) OR ((source IS NOT NULL) AND (confidence IS NOT NULL) AND (provenance IS NOT NULL))))
  CHECK (((status = ANY (ARRAY['refused'::text, 'error'::text])) OR (text <> ''::text)))
  CHECK ((source = ANY (ARRAY['model'::text, 'rules'::text])))
  CHECK ((status = ANY (ARRAY['sendable'::text, 'not_sendable'::text, 'refused'::text, 'error'::text])))
  FOREIGN KEY (asked_client_id) REFERENCES asked_clients(id)
  PRIMARY KEY (asked_client_id)
  CREATE INDEX answers_answered_index ON public.answers USING brin (answered_at) WITH (pages_per_range='16', autosummarize='on')
  CREATE INDEX answers_free_index ON public.answers USING btree (asked_client_id) WHERE (coverage = 'free'::text)
  CREATE UNIQUE INDEX answers_pkey ON public.answers USING btree (asked_client_id)
  CREATE INDEX answers_thread_index ON public.answers USING btree (thread_id, asked_client_id) WHERE (thread_id IS NOT NULL)
  CREATE TRIGGER answers_history_delete AFTER DELETE ON public.answers REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_answers()
  CREATE TRIGGER answers_history_insert AFTER INSERT ON public.answers REFERENCING NEW TABLE AS answered FOR EACH STATEMENT EXECUTE FUNCTION note_answers()
  CREATE TRIGGER answers_history_update AFTER UPDATE ON public.answers REFERENCING NEW TABLE AS answered FOR EACH STATEMENT EXECUTE FUNCTION note_answers()

TABLE asked_clients
  id uuid NOT NULL
  request_id uuid NOT NULL
  "position" integer NOT NULL
  client_id bigint
  features jsonb
  product_code text NOT NULL DEFAULT ''::text
  channel_code text NOT NULL DEFAULT ''::text
  asked_at timestamp with time zone NOT NULL
  contact jsonb
  concern_text text
  CHECK (("position" >= 0))
  FOREIGN KEY (request_id) REFERENCES requests(id)
  PRIMARY KEY (id)
  UNIQUE (request_id, "position")
  CREATE INDEX asked_clients_channel_index ON public.asked_clients USING btree (channel_code, id)
  CREATE INDEX asked_clients_client_index ON public.asked_clients USING btree (client_id, id)
  CREATE UNIQUE INDEX asked_clients_pkey ON public.asked_clients USING btree (id)
  CREATE INDEX asked_clients_product_index ON public.asked_clients USING btree (product_code, id)
  CREATE UNIQUE INDEX asked_clients_request_id_position_key ON public.asked_clients USING btree (request_id, "position")
  CREATE TRIGGER asked_clients_history AFTER INSERT ON public.asked_clients REFERENCING NEW TABLE AS asked FOR EACH STATEMENT EXECUTE FUNCTION note_asked_clients()

TABLE audit_events
  id bigint NOT NULL
  at timestamp with time zone NOT NULL
  user_id uuid
  action text NOT NULL
  subject text NOT NULL
  details jsonb NOT NULL
  CHECK (((action ~ '^[a-z_-]+(\.[a-z_-]+)+$'::text) AND (length(action) <= 60)))
  CHECK ((jsonb_typeof(details) = 'object'::text))
  CHECK ((length(subject) <= 200))
  FOREIGN KEY (user_id) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX audit_events_action_index ON public.audit_events USING btree (action, id DESC)
  CREATE INDEX audit_events_at_index ON public.audit_events USING btree (at)
  CREATE UNIQUE INDEX audit_events_pkey ON public.audit_events USING btree (id)
  CREATE INDEX audit_events_user_index ON public.audit_events USING btree (user_id, id DESC)
  CREATE TRIGGER audit_events_append_only BEFORE DELETE OR UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE bank_settings
  version integer NOT NULL
  sms_segment_kopecks integer
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  CHECK (((sms_segment_kopecks >= 0) AND (sms_segment_kopecks <= 100000)))
  CHECK ((version > 0))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (version)
  CREATE UNIQUE INDEX bank_settings_pkey ON public.bank_settings USING btree (version)
  CREATE TRIGGER bank_settings_append_only BEFORE DELETE OR UPDATE ON public.bank_settings FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE campaign_approval_rules
  version integer NOT NULL
  steps jsonb NOT NULL
  created_by uuid
  created_at timestamp with time zone NOT NULL
  CHECK ((jsonb_typeof(steps) = 'array'::text))
  CHECK ((version > 0))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (version)
  CREATE UNIQUE INDEX campaign_approval_rules_pkey ON public.campaign_approval_rules USING btree (version)
  CREATE TRIGGER campaign_approval_rules_append_only BEFORE DELETE OR UPDATE ON public.campaign_approval_rules FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE campaign_approvals
  id uuid NOT NULL
  plan_id uuid NOT NULL
  user_id uuid NOT NULL
  role text NOT NULL
  decision text NOT NULL
  comment text NOT NULL DEFAULT ''::text
  created_at timestamp with time zone NOT NULL
  CHECK ((decision = ANY (ARRAY['approve'::text, 'reject'::text])))
  CHECK ((length(comment) <= 1000))
  FOREIGN KEY (plan_id) REFERENCES campaign_plans(id)
  FOREIGN KEY (user_id) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX campaign_approvals_pkey ON public.campaign_approvals USING btree (id)
  CREATE INDEX campaign_approvals_plan_index ON public.campaign_approvals USING btree (plan_id, id)
  CREATE TRIGGER campaign_approvals_append_only BEFORE DELETE OR UPDATE ON public.campaign_approvals FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE campaign_cells
  plan_id uuid NOT NULL
  place integer NOT NULL
  product_code text NOT NULL
  channel_code text NOT NULL
  arm text NOT NULL
  clients_count integer NOT NULL
  campaign_id uuid NOT NULL
  CHECK (((length(arm) >= 1) AND (length(arm) <= 40)))
  CHECK ((clients_count > 0))
  CHECK ((place >= 0))
  FOREIGN KEY (campaign_id) REFERENCES campaigns(id)
  FOREIGN KEY (plan_id) REFERENCES campaign_plans(id)
  PRIMARY KEY (plan_id, place)
  UNIQUE (campaign_id)
  UNIQUE (plan_id, product_code, channel_code, arm)
  CREATE UNIQUE INDEX campaign_cells_campaign_id_key ON public.campaign_cells USING btree (campaign_id)
  CREATE UNIQUE INDEX campaign_cells_pkey ON public.campaign_cells USING btree (plan_id, place)
  CREATE UNIQUE INDEX campaign_cells_plan_id_product_code_channel_code_arm_key ON public.campaign_cells USING btree (plan_id, product_code, channel_code, arm)
  CREATE TRIGGER campaign_cells_history AFTER INSERT ON public.campaign_cells REFERENCING NEW TABLE AS cells FOR EACH STATEMENT EXECUTE FUNCTION note_campaign_cells()

TABLE campaign_file_rows
  file_id uuid NOT NULL
  "row" integer NOT NULL
  cells jsonb NOT NULL
  CHECK (("row" > 0))
  CHECK ((jsonb_typeof(cells) = 'array'::text))
  FOREIGN KEY (file_id) REFERENCES campaign_files(id) ON DELETE CASCADE
  PRIMARY KEY (file_id, "row")
  CREATE UNIQUE INDEX campaign_file_rows_pkey ON public.campaign_file_rows USING btree (file_id, "row")

TABLE campaign_files
  id uuid NOT NULL
  name text NOT NULL
  format text NOT NULL
  encoding text NOT NULL
  sha256 text NOT NULL
  bytes_count bigint NOT NULL
  header text[] NOT NULL
  rows_count integer NOT NULL
  uploaded_by uuid NOT NULL
  uploaded_at timestamp with time zone NOT NULL
  CHECK (((length(name) >= 1) AND (length(name) <= 255)))
  CHECK ((bytes_count > 0))
  CHECK ((encoding = ANY (ARRAY['utf-8'::text, 'windows-1251'::text, 'xlsx'::text])))
  CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text])))
  CHECK ((rows_count > 0))
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (uploaded_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX campaign_files_pkey ON public.campaign_files USING btree (id)

TABLE campaign_members
  plan_id uuid NOT NULL
  "row" integer NOT NULL
  offer integer NOT NULL
  client_id bigint
  outcome text NOT NULL
  reason text
  product_code text
  channel_code text
  arm text
  score double precision
  reasons text[] NOT NULL DEFAULT '{}'::text[]
  ranking jsonb
  CHECK (("row" > 0))
  CHECK (((outcome = 'text'::text) = (arm IS NOT NULL)))
  CHECK (((outcome = ANY (ARRAY['excluded'::text, 'problem'::text])) = (reason IS NOT NULL)))
  CHECK (((outcome = ANY (ARRAY['text'::text, 'control'::text])) = (product_code IS NOT NULL)))
  CHECK (((product_code IS NULL) = (channel_code IS NULL)))
  CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision)))
  CHECK ((jsonb_typeof(ranking) = 'object'::text))
  CHECK ((offer >= 0))
  CHECK ((outcome = ANY (ARRAY['text'::text, 'control'::text, 'excluded'::text, 'problem'::text])))
  FOREIGN KEY (plan_id) REFERENCES campaign_plans(id)
  PRIMARY KEY (plan_id, "row", offer)
  CREATE INDEX campaign_members_cell_index ON public.campaign_members USING btree (plan_id, product_code, channel_code, arm, "row") WHERE (outcome = 'text'::text)
  CREATE INDEX campaign_members_client_index ON public.campaign_members USING btree (plan_id, client_id) WHERE (client_id IS NOT NULL)
  CREATE UNIQUE INDEX campaign_members_pkey ON public.campaign_members USING btree (plan_id, "row", offer)

TABLE campaign_plans
  id uuid NOT NULL
  name text NOT NULL
  file_id uuid NOT NULL
  settings jsonb NOT NULL
  seed bigint NOT NULL
  state text NOT NULL DEFAULT 'draft'::text
  is_prepared boolean NOT NULL DEFAULT false
  failure jsonb
  waiting_for text
  reach integer
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  started_at timestamp with time zone
  finished_at timestamp with time zone
  version integer NOT NULL DEFAULT 1
  changed_by uuid
  changed_at timestamp with time zone
  ranked_by jsonb
  CHECK (((NOT is_prepared) OR (reach IS NOT NULL)))
  CHECK (((changed_by IS NULL) = (changed_at IS NULL)))
  CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  CHECK (((seed >= 0) AND (seed <= '4294967295'::bigint)))
  CHECK (((state = 'failed'::text) = (failure IS NOT NULL)))
  CHECK ((jsonb_typeof(ranked_by) = 'object'::text))
  CHECK ((jsonb_typeof(settings) = 'object'::text))
  CHECK ((reach >= 0))
  CHECK ((state = ANY (ARRAY['draft'::text, 'preparing'::text, 'running'::text, 'paused'::text, 'finished'::text, 'cancelled'::text, 'failed'::text])))
  CHECK ((version > 0))
  FOREIGN KEY (changed_by) REFERENCES users(id)
  FOREIGN KEY (created_by) REFERENCES users(id)
  FOREIGN KEY (file_id) REFERENCES campaign_files(id)
  PRIMARY KEY (id)
  CREATE INDEX campaign_plans_at_work_index ON public.campaign_plans USING btree (id) WHERE (state = ANY (ARRAY['preparing'::text, 'running'::text]))
  CREATE UNIQUE INDEX campaign_plans_pkey ON public.campaign_plans USING btree (id)

TABLE campaigns
  id uuid NOT NULL
  key_sha256 text NOT NULL
  request_id uuid NOT NULL
  clients_sha256 text NOT NULL
  clients_file_name text NOT NULL
  has_client_ids boolean NOT NULL
  seed bigint NOT NULL
  created_at timestamp with time zone NOT NULL
  finished_at timestamp with time zone
  CHECK (((seed >= 0) AND (seed <= '4294967295'::bigint)))
  CHECK ((clients_sha256 ~ '^[0-9a-f]{64}$'::text))
  CHECK ((key_sha256 ~ '^[0-9a-f]{64}$'::text))
  CHECK ((length(clients_file_name) <= 255))
  FOREIGN KEY (request_id) REFERENCES requests(id)
  PRIMARY KEY (id)
  UNIQUE (request_id)
  CREATE INDEX campaigns_key_index ON public.campaigns USING btree (key_sha256, id)
  CREATE UNIQUE INDEX campaigns_pkey ON public.campaigns USING btree (id)
  CREATE UNIQUE INDEX campaigns_request_id_key ON public.campaigns USING btree (request_id)

VIEW campaigns_awaiting_approval
  id uuid
  AS  SELECT campaign_plans.id FROM (((campaign_plans CROSS JOIN ( SELECT campaign_approval_rules.steps FROM campaign_approval_rules ORDER BY campaign_approval_rules.version DESC LIMIT 1) rules) CROSS JOIN LATERAL ( SELECT sum(((approver.value ->> 'count'::text))::integer) AS approvers_count FROM (( SELECT steps.step FROM jsonb_array_elements(rules.steps) WITH ORDINALITY steps(step, place) WHERE COALESCE((((steps.step ->> 'clients_max'::text))::bigint >= campaign_plans.reach), true) ORDER BY steps.place LIMIT 1) by_reach CROSS JOIN LATERAL jsonb_array_elements((by_reach.step -> 'approvers'::text)) approver(value))) needed) CROSS JOIN LATERAL ( SELECT count(*) FILTER (WHERE (last_words.decision = 'approve'::text)) AS approvals_count, count(*) FILTER (WHERE (last_words.decision = 'reject'::text)) AS rejections_count FROM ( SELECT DISTINCT ON (campaign_approvals.user_id) campaign_approvals.decision FROM campaign_approvals WHERE (campaign_approvals.plan_id = campaign_plans.id) ORDER BY campaign_approvals.user_id, campaign_approvals.id DESC) last_words) given) WHERE ((campaign_plans.state = 'finished'::text) AND (given.rejections_count = 0) AND (given.approvals_count < COALESCE(needed.approvers_count, (0)::bigint)));

TABLE client_contacts
  id uuid NOT NULL
  client_id bigint NOT NULL
  channel_code text NOT NULL
  consent boolean NOT NULL
  at timestamp with time zone NOT NULL
  source text NOT NULL
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  sequence bigint NOT NULL
  CHECK (((length(channel_code) >= 1) AND (length(channel_code) <= 64)))
  CHECK (((length(source) >= 1) AND (length(source) <= 300)))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX client_contacts_current_index ON public.client_contacts USING btree (client_id, channel_code, at DESC, sequence DESC)
  CREATE UNIQUE INDEX client_contacts_pkey ON public.client_contacts USING btree (id)
  CREATE TRIGGER client_contacts_append_only BEFORE DELETE OR UPDATE ON public.client_contacts FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE client_flag_changes
  id uuid NOT NULL
  client_id bigint NOT NULL
  do_not_disturb boolean
  credit_self_ban boolean
  utc_offset_minutes integer
  source text NOT NULL
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  sequence bigint NOT NULL
  CHECK (((length(source) >= 1) AND (length(source) <= 300)))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX client_flag_changes_client_index ON public.client_flag_changes USING btree (client_id, sequence DESC)
  CREATE UNIQUE INDEX client_flag_changes_pkey ON public.client_flag_changes USING btree (id)
  CREATE TRIGGER client_flag_changes_append_only BEFORE DELETE OR UPDATE ON public.client_flag_changes FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE client_flags
  client_id bigint NOT NULL
  do_not_disturb boolean
  credit_self_ban boolean
  utc_offset_minutes integer
  updated_at timestamp with time zone NOT NULL
  opted_out_at timestamp with time zone
  CHECK (((utc_offset_minutes >= '-720'::integer) AND (utc_offset_minutes <= 840)))
  PRIMARY KEY (client_id)
  CREATE UNIQUE INDEX client_flags_pkey ON public.client_flags USING btree (client_id)

TABLE company_reports
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  company text NOT NULL
  sha256 text NOT NULL
  unit text NOT NULL
  problems jsonb NOT NULL
  analysis jsonb NOT NULL
  CHECK (((length(company) >= 1) AND (length(company) <= 200)))
  CHECK ((jsonb_typeof(analysis) = 'object'::text))
  CHECK ((jsonb_typeof(problems) = 'array'::text))
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  CHECK ((unit = ANY (ARRAY['rouble'::text, 'thousand'::text, 'million'::text])))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX company_reports_created_index ON public.company_reports USING btree (created_at DESC, id DESC)
  CREATE UNIQUE INDEX company_reports_pkey ON public.company_reports USING btree (id)

TABLE concern_estimates
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  product text NOT NULL
  client_id bigint
  text text NOT NULL
  language text NOT NULL
  likelihoods jsonb NOT NULL
  found jsonb NOT NULL
  phrases jsonb NOT NULL
  model_sha256 text NOT NULL
  CHECK ((jsonb_typeof(found) = 'array'::text))
  CHECK ((jsonb_typeof(likelihoods) = 'object'::text))
  CHECK ((jsonb_typeof(phrases) = 'array'::text))
  CHECK ((language = ANY (ARRAY['ru'::text, 'en'::text])))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX concern_estimates_client_index ON public.concern_estimates USING btree (client_id, id) WHERE (client_id IS NOT NULL)
  CREATE UNIQUE INDEX concern_estimates_pkey ON public.concern_estimates USING btree (id)

TABLE contact_policies
  version integer NOT NULL
  quiet_start_minute integer
  quiet_end_minute integer
  channel_messages_max integer NOT NULL
  all_messages_max integer NOT NULL
  window_days integer NOT NULL
  consent_required boolean NOT NULL
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  CHECK (((quiet_end_minute >= 0) AND (quiet_end_minute <= 1439)))
  CHECK (((quiet_start_minute >= 0) AND (quiet_start_minute <= 1439)))
  CHECK (((quiet_start_minute IS NULL) = (quiet_end_minute IS NULL)))
  CHECK (((window_days >= 1) AND (window_days <= 366)))
  CHECK ((all_messages_max >= 0))
  CHECK ((channel_messages_max >= 0))
  CHECK ((quiet_start_minute <> quiet_end_minute))
  CHECK ((version > 0))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (version)
  CREATE UNIQUE INDEX contact_policies_pkey ON public.contact_policies USING btree (version)
  CREATE TRIGGER contact_policies_append_only BEFORE DELETE OR UPDATE ON public.contact_policies FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE copybook_candidates
  thread_id text NOT NULL
  engine text NOT NULL
  model_name text NOT NULL
  prompt_version text NOT NULL
  answer_id uuid
  confidence double precision NOT NULL
  confidence_basis text NOT NULL
  law_score double precision NOT NULL
  brand_voice_score double precision NOT NULL
  fit_score double precision NOT NULL
  created_at timestamp with time zone NOT NULL
  CHECK (((brand_voice_score >= (0)::double precision) AND (brand_voice_score <= (1)::double precision)))
  CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision)))
  CHECK (((fit_score >= (0)::double precision) AND (fit_score <= (1)::double precision)))
  CHECK (((law_score >= (0)::double precision) AND (law_score <= (1)::double precision)))
  CHECK (((length(model_name) >= 1) AND (length(model_name) <= 200)))
  CHECK ((engine <> ''::text))
  FOREIGN KEY (answer_id) REFERENCES answers(asked_client_id)
  FOREIGN KEY (thread_id) REFERENCES copybook_threads(id)
  PRIMARY KEY (thread_id)
  CREATE INDEX copybook_candidates_answer_index ON public.copybook_candidates USING btree (answer_id) WHERE (answer_id IS NOT NULL)
  CREATE UNIQUE INDEX copybook_candidates_pkey ON public.copybook_candidates USING btree (thread_id)
  CREATE TRIGGER copybook_candidates_append_only BEFORE DELETE OR UPDATE ON public.copybook_candidates FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE copybook_edition_threads
  thread_id text NOT NULL
  first_edition integer NOT NULL
  next_edition integer
  revision integer NOT NULL
  approved boolean NOT NULL
  variant_marks text NOT NULL
  CHECK ((next_edition > first_edition))
  CHECK ((variant_marks ~ '^[adr/]+$'::text))
  FOREIGN KEY (first_edition) REFERENCES copybook_editions(number)
  FOREIGN KEY (next_edition) REFERENCES copybook_editions(number)
  FOREIGN KEY (thread_id, revision) REFERENCES copybook_revisions(thread_id, revision)
  PRIMARY KEY (thread_id, first_edition)
  CREATE UNIQUE INDEX copybook_edition_threads_open_index ON public.copybook_edition_threads USING btree (thread_id) WHERE (next_edition IS NULL)
  CREATE UNIQUE INDEX copybook_edition_threads_pkey ON public.copybook_edition_threads USING btree (thread_id, first_edition)
  CREATE TRIGGER copybook_edition_threads_guard BEFORE DELETE OR UPDATE ON public.copybook_edition_threads FOR EACH ROW EXECUTE FUNCTION guard_copybook_row()

TABLE copybook_editions
  number integer NOT NULL
  hash text NOT NULL
  threads_count integer NOT NULL
  approved_threads_count integer NOT NULL
  act text NOT NULL
  made_by uuid
  made_at timestamp with time zone NOT NULL
  CHECK (((approved_threads_count >= 0) AND (approved_threads_count <= threads_count)))
  CHECK ((act = ANY (ARRAY['import'::text, 'create'::text, 'revise'::text, 'approve'::text, 'retire'::text])))
  CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
  CHECK ((number > 0))
  CHECK ((threads_count > 0))
  FOREIGN KEY (made_by) REFERENCES users(id)
  PRIMARY KEY (number)
  CREATE INDEX copybook_editions_hash_index ON public.copybook_editions USING btree (hash, number)
  CREATE UNIQUE INDEX copybook_editions_pkey ON public.copybook_editions USING btree (number)
  CREATE TRIGGER copybook_editions_append_only BEFORE DELETE OR UPDATE ON public.copybook_editions FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE copybook_reviews
  id uuid NOT NULL
  thread_id text NOT NULL
  revision integer NOT NULL
  "position" integer
  variant integer
  act text NOT NULL
  person uuid
  person_name text NOT NULL
  comment text NOT NULL DEFAULT ''::text
  edition integer
  created_at timestamp with time zone NOT NULL
  CHECK (("position" >= 0))
  CHECK ((("position" IS NULL) = (variant IS NULL)))
  CHECK (((length(person_name) >= 1) AND (length(person_name) <= 100)))
  CHECK ((act = ANY (ARRAY['submit'::text, 'approve'::text, 'retire'::text, 'comment'::text])))
  CHECK ((length(comment) <= 1000))
  CHECK ((variant >= 0))
  FOREIGN KEY (edition) REFERENCES copybook_editions(number)
  FOREIGN KEY (person) REFERENCES users(id)
  FOREIGN KEY (thread_id, revision) REFERENCES copybook_revisions(thread_id, revision)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX copybook_reviews_pkey ON public.copybook_reviews USING btree (id)
  CREATE INDEX copybook_reviews_thread_index ON public.copybook_reviews USING btree (thread_id, id)
  CREATE TRIGGER copybook_reviews_append_only BEFORE DELETE OR UPDATE ON public.copybook_reviews FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE copybook_revisions
  thread_id text NOT NULL
  revision integer NOT NULL
  version text NOT NULL
  line text NOT NULL
  product_code text NOT NULL DEFAULT ((line)::jsonb ->> 'product'::text)
  channel_code text NOT NULL DEFAULT ((line)::jsonb ->> 'channel'::text)
  need text NOT NULL DEFAULT ((line)::jsonb ->> 'need'::text)
  signals jsonb NOT NULL DEFAULT ((line)::jsonb -> 'signals'::text)
  claims jsonb NOT NULL DEFAULT ((line)::jsonb -> 'claims'::text)
  is_neutral boolean NOT NULL DEFAULT ((((line)::jsonb -> 'signals'::text) = '[]'::jsonb) AND (((line)::jsonb ->> 'gender'::text) = 'u'::text) AND (((line)::jsonb ->> 'age'::text) = 'u'::text))
  origin text NOT NULL
  author uuid
  author_name text NOT NULL
  note text NOT NULL DEFAULT ''::text
  created_at timestamp with time zone NOT NULL
  CHECK (((length(author_name) >= 1) AND (length(author_name) <= 100)))
  CHECK ((length(line) <= 65536))
  CHECK ((length(note) <= 1000))
  CHECK ((origin = ANY (ARRAY['import'::text, 'api'::text, 'free'::text])))
  CHECK ((revision > 0))
  CHECK ((version ~ '^[0-9a-f]{12}$'::text))
  FOREIGN KEY (author) REFERENCES users(id)
  FOREIGN KEY (thread_id) REFERENCES copybook_threads(id)
  PRIMARY KEY (thread_id, revision)
  CREATE UNIQUE INDEX copybook_revisions_pkey ON public.copybook_revisions USING btree (thread_id, revision)
  CREATE INDEX copybook_revisions_version_index ON public.copybook_revisions USING btree (thread_id, version)
  CREATE TRIGGER copybook_revisions_append_only BEFORE DELETE OR UPDATE ON public.copybook_revisions FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE copybook_threads
  id text NOT NULL
  file_name text NOT NULL
  place integer NOT NULL
  status text NOT NULL
  latest_revision integer NOT NULL
  approved_revision integer
  created_at timestamp with time zone NOT NULL
  changed_at timestamp with time zone NOT NULL
  origin text NOT NULL DEFAULT 'people'::text
  CHECK (((approved_revision >= 1) AND (approved_revision <= latest_revision)))
  CHECK (((length(file_name) >= 1) AND (length(file_name) <= 64)))
  CHECK (((length(id) >= 1) AND (length(id) <= 100)))
  CHECK ((latest_revision > 0))
  CHECK ((origin = ANY (ARRAY['people'::text, 'free'::text])))
  CHECK ((place >= 0))
  CHECK ((status = ANY (ARRAY['draft'::text, 'approved'::text, 'retired'::text])))
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX copybook_threads_pkey ON public.copybook_threads USING btree (id)
  CREATE TRIGGER copybook_threads_guard BEFORE DELETE OR UPDATE ON public.copybook_threads FOR EACH ROW EXECUTE FUNCTION guard_copybook_row()
  CREATE TRIGGER copybook_threads_origin BEFORE UPDATE ON public.copybook_threads FOR EACH ROW WHEN ((new.origin <> old.origin)) EXECUTE FUNCTION guard_thread_origin()

TABLE copybook_variants
  thread_id text NOT NULL
  revision integer NOT NULL
  "position" integer NOT NULL
  variant integer NOT NULL
  text text NOT NULL
  status text NOT NULL
  author uuid
  CHECK (("position" >= 0))
  CHECK (((length(text) >= 1) AND (length(text) <= 640)))
  CHECK ((status = ANY (ARRAY['draft'::text, 'approved'::text, 'retired'::text])))
  CHECK ((variant >= 0))
  FOREIGN KEY (author) REFERENCES users(id)
  FOREIGN KEY (thread_id, revision) REFERENCES copybook_revisions(thread_id, revision)
  PRIMARY KEY (thread_id, revision, "position", variant)
  CREATE UNIQUE INDEX copybook_variants_pkey ON public.copybook_variants USING btree (thread_id, revision, "position", variant)
  CREATE INDEX copybook_variants_text_index ON public.copybook_variants USING btree (md5(text))
  CREATE TRIGGER copybook_variants_guard BEFORE DELETE OR UPDATE ON public.copybook_variants FOR EACH ROW EXECUTE FUNCTION guard_copybook_row()

VIEW current_client_contacts
  client_id bigint
  channel_code text
  consent boolean
  at timestamp with time zone
  source text
  AS  SELECT DISTINCT ON (client_id, channel_code) client_id, channel_code, consent, at, source FROM client_contacts ORDER BY client_id, channel_code, at DESC, sequence DESC;

VIEW current_labels
  id uuid
  asked_client_id uuid
  user_id uuid
  mark text
  reason text
  correction text
  correction_verdict jsonb
  comment text
  seconds_taken real
  text_key bigint
  labelled_at timestamp with time zone
  sequence bigint
  AS  SELECT id, asked_client_id, user_id, mark, reason, correction, correction_verdict, comment, seconds_taken, text_key, labelled_at, sequence FROM ( SELECT DISTINCT ON (labels.asked_client_id, labels.user_id) labels.id, labels.asked_client_id, labels.user_id, labels.mark, labels.reason, labels.correction, labels.correction_verdict, labels.comment, labels.seconds_taken, labels.text_key, labels.labelled_at, labels.sequence FROM labels ORDER BY labels.asked_client_id, labels.user_id, labels.sequence DESC) newest WHERE (mark <> 'withdrawn'::text);

TABLE history_entries
  id uuid NOT NULL
  client_id bigint
  product_code text NOT NULL
  channel_code text NOT NULL
  user_id uuid NOT NULL
  campaign_id uuid
  status text NOT NULL DEFAULT 'unanswered'::text
  source text
  concern text
  confidence real
  thread_id text
  rule_ids text[] NOT NULL DEFAULT '{}'::text[]
  text_key bigint
  label text NOT NULL DEFAULT 'none'::text
  label_reasons text[] NOT NULL DEFAULT '{}'::text[]
  labels_count smallint NOT NULL DEFAULT 0
  CHECK ((label = ANY (ARRAY['none'::text, 'good'::text, 'wrong'::text, 'disputed'::text])))
  FOREIGN KEY (id) REFERENCES asked_clients(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE INDEX history_entries_campaign_index ON public.history_entries USING btree (campaign_id, id) WHERE (campaign_id IS NOT NULL)
  CREATE INDEX history_entries_channel_index ON public.history_entries USING btree (channel_code, id)
  CREATE INDEX history_entries_client_index ON public.history_entries USING btree (client_id, id)
  CREATE INDEX history_entries_label_index ON public.history_entries USING btree (label, id) WHERE (label <> 'none'::text)
  CREATE UNIQUE INDEX history_entries_pkey ON public.history_entries USING btree (id)
  CREATE INDEX history_entries_product_index ON public.history_entries USING btree (product_code, id)
  CREATE INDEX history_entries_rules_index ON public.history_entries USING gin (rule_ids) WHERE (rule_ids <> '{}'::text[])
  CREATE INDEX history_entries_status_index ON public.history_entries USING btree (status, id) WHERE (status <> 'sendable'::text)
  CREATE INDEX history_entries_thread_index ON public.history_entries USING btree (thread_id, id) WHERE (thread_id IS NOT NULL)
  CREATE INDEX history_entries_unlabelled_index ON public.history_entries USING btree (confidence, id) WHERE ((label = 'none'::text) AND (text_key IS NOT NULL))
  CREATE INDEX history_entries_user_index ON public.history_entries USING btree (user_id, id)

TABLE history_texts
  id uuid NOT NULL
  search tsvector NOT NULL
  FOREIGN KEY (id) REFERENCES history_entries(id) ON DELETE CASCADE
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX history_texts_pkey ON public.history_texts USING btree (id)
  CREATE INDEX history_texts_search_index ON public.history_texts USING gin (search)

TABLE history_threads
  thread_id text NOT NULL
  PRIMARY KEY (thread_id)
  CREATE UNIQUE INDEX history_threads_pkey ON public.history_threads USING btree (thread_id)

TABLE idempotency_keys
  user_id uuid NOT NULL
  key text NOT NULL
  request_id uuid NOT NULL
  body_sha256 text NOT NULL
  created_at timestamp with time zone NOT NULL
  CHECK (((length(key) >= 1) AND (length(key) <= 200)))
  FOREIGN KEY (request_id) REFERENCES requests(id)
  FOREIGN KEY (user_id) REFERENCES users(id)
  PRIMARY KEY (user_id, key)
  CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (user_id, key)

TABLE interview_turns
  interview_id uuid NOT NULL
  number integer NOT NULL
  speaker text NOT NULL
  text text NOT NULL
  at timestamp with time zone NOT NULL
  question_id text
  stage text
  understood_as text
  chooser text
  reason text
  eligible_ids text[]
  copybook_hash text
  CHECK (((speaker = 'interviewer'::text) = ((question_id IS NOT NULL) AND (chooser IS NOT NULL))))
  CHECK ((chooser = ANY (ARRAY['model'::text, 'rules'::text])))
  CHECK ((length(question_id) <= 64))
  CHECK ((length(text) <= 4000))
  CHECK ((number >= 0))
  CHECK ((speaker =
CASE (number % 2)
    WHEN 0 THEN 'interviewer'::text
    ELSE 'client'::text
END))
  FOREIGN KEY (interview_id) REFERENCES interviews(id)
  PRIMARY KEY (interview_id, number)
  CREATE UNIQUE INDEX interview_turns_pkey ON public.interview_turns USING btree (interview_id, number)
  CREATE TRIGGER interview_turns_consent BEFORE INSERT ON public.interview_turns FOR EACH ROW EXECUTE FUNCTION guard_interview_turn()
  CREATE TRIGGER interview_turns_no_change BEFORE UPDATE ON public.interview_turns FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE interviews
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  goal text NOT NULL
  subject text NOT NULL
  product_code text
  status text NOT NULL
  channel text
  seed bigint NOT NULL
  token_sha256 text
  link_expires_at timestamp with time zone NOT NULL
  consent_version text
  consented_at timestamp with time zone
  ended_at timestamp with time zone
  end_reason text
  summary jsonb
  deleted_at timestamp with time zone
  deleted_by text
  CHECK (((consent_version IS NULL) = (consented_at IS NULL)))
  CHECK (((deleted_at IS NULL) = (deleted_by IS NULL)))
  CHECK (((length(goal) >= 1) AND (length(goal) <= 500)))
  CHECK (((length(product_code) >= 1) AND (length(product_code) <= 64)))
  CHECK (((seed >= 0) AND (seed <= '4294967295'::bigint)))
  CHECK (((status <> 'active'::text) OR (consented_at IS NOT NULL)))
  CHECK (((status <> 'deleted'::text) OR ((summary IS NULL) AND (token_sha256 IS NULL))))
  CHECK (((status = 'deleted'::text) = (deleted_at IS NOT NULL)))
  CHECK ((channel = ANY (ARRAY['web'::text, 'telegram'::text])))
  CHECK ((deleted_by = ANY (ARRAY['client'::text, 'staff'::text, 'term'::text])))
  CHECK ((end_reason = ANY (ARRAY['complete'::text, 'stopped'::text, 'hostile'::text, 'silent'::text, 'long'::text, 'finished'::text])))
  CHECK ((jsonb_typeof(summary) = 'object'::text))
  CHECK ((status = ANY (ARRAY['invited'::text, 'active'::text, 'ended'::text, 'deleted'::text])))
  CHECK ((subject = ANY (ARRAY['payments'::text, 'saving'::text, 'borrowing'::text, 'housing'::text, 'investing'::text, 'insurance'::text, 'currency'::text, 'salary'::text, 'office'::text, 'app'::text, 'applying'::text, 'support'::text])))
  CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  UNIQUE (token_sha256)
  CREATE INDEX interviews_consented_index ON public.interviews USING btree (consented_at) WHERE (status = ANY (ARRAY['active'::text, 'ended'::text]))
  CREATE UNIQUE INDEX interviews_pkey ON public.interviews USING btree (id)
  CREATE UNIQUE INDEX interviews_token_sha256_key ON public.interviews USING btree (token_sha256)

TABLE invitations
  user_id uuid NOT NULL
  token_sha256 text NOT NULL
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  CHECK ((expires_at > created_at))
  CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (created_by) REFERENCES users(id)
  FOREIGN KEY (user_id) REFERENCES users(id)
  PRIMARY KEY (user_id)
  UNIQUE (token_sha256)
  CREATE UNIQUE INDEX invitations_pkey ON public.invitations USING btree (user_id)
  CREATE UNIQUE INDEX invitations_token_sha256_key ON public.invitations USING btree (token_sha256)

TABLE journey_events
  journey_id uuid NOT NULL
  "row" integer NOT NULL
  case_id text NOT NULL
  step text NOT NULL
  at timestamp with time zone NOT NULL
  FOREIGN KEY (journey_id) REFERENCES journeys(id) ON DELETE CASCADE
  PRIMARY KEY (journey_id, "row")
  CREATE UNIQUE INDEX journey_events_pkey ON public.journey_events USING btree (journey_id, "row")

TABLE journeys
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  process text NOT NULL
  sha256 text NOT NULL
  columns jsonb NOT NULL
  problems jsonb NOT NULL
  analysis jsonb NOT NULL
  CHECK (((length(process) >= 1) AND (length(process) <= 200)))
  CHECK ((jsonb_typeof(analysis) = 'object'::text))
  CHECK ((jsonb_typeof(columns) = 'object'::text))
  CHECK ((jsonb_typeof(problems) = 'array'::text))
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX journeys_created_index ON public.journeys USING btree (created_at DESC, id DESC)
  CREATE UNIQUE INDEX journeys_pkey ON public.journeys USING btree (id)

TABLE label_turns
  asked_client_id uuid NOT NULL
  user_id uuid NOT NULL
  text_key bigint NOT NULL
  held_until timestamp with time zone NOT NULL
  skipped boolean NOT NULL DEFAULT false
  FOREIGN KEY (asked_client_id) REFERENCES answers(asked_client_id) ON DELETE CASCADE
  FOREIGN KEY (user_id) REFERENCES users(id)
  PRIMARY KEY (asked_client_id, user_id)
  CREATE UNIQUE INDEX label_turns_pkey ON public.label_turns USING btree (asked_client_id, user_id)
  CREATE INDEX label_turns_text_index ON public.label_turns USING btree (text_key)
  CREATE INDEX label_turns_user_index ON public.label_turns USING btree (user_id, held_until)

TABLE labels
  id uuid NOT NULL
  asked_client_id uuid NOT NULL
  user_id uuid NOT NULL
  mark text NOT NULL
  reason text
  correction text NOT NULL DEFAULT ''::text
  correction_verdict jsonb
  comment text NOT NULL DEFAULT ''::text
  seconds_taken real
  text_key bigint NOT NULL
  labelled_at timestamp with time zone NOT NULL
  sequence bigint NOT NULL
  CHECK (((correction = ''::text) = (correction_verdict IS NULL)))
  CHECK (((mark = 'wrong'::text) = (reason IS NOT NULL)))
  CHECK ((length(comment) <= 1000))
  CHECK ((length(correction) <= 10000))
  CHECK ((mark = ANY (ARRAY['good'::text, 'wrong'::text, 'withdrawn'::text])))
  CHECK ((reason = ANY (ARRAY['law'::text, 'fact'::text, 'tone'::text, 'fit'::text, 'grammar'::text, 'other'::text])))
  CHECK ((seconds_taken >= (0)::double precision))
  FOREIGN KEY (asked_client_id) REFERENCES answers(asked_client_id)
  FOREIGN KEY (user_id) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX labels_answer_index ON public.labels USING btree (asked_client_id, user_id, sequence DESC)
  CREATE INDEX labels_at_index ON public.labels USING btree (labelled_at)
  CREATE UNIQUE INDEX labels_pkey ON public.labels USING btree (id)
  CREATE INDEX labels_text_index ON public.labels USING btree (user_id, text_key)
  CREATE INDEX labels_user_index ON public.labels USING btree (user_id, labelled_at)
  CREATE TRIGGER labels_append_only BEFORE DELETE OR UPDATE ON public.labels FOR EACH ROW EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER labels_history AFTER INSERT ON public.labels REFERENCING NEW TABLE AS labelled FOR EACH STATEMENT EXECUTE FUNCTION note_labels()

TABLE market_digests
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid
  week text NOT NULL
  items_count integer NOT NULL
  events jsonb NOT NULL
  evidence jsonb NOT NULL
  CHECK ((items_count >= 0))
  CHECK ((jsonb_typeof(events) = 'array'::text))
  CHECK ((jsonb_typeof(evidence) = 'object'::text))
  CHECK ((week ~ '^[0-9]{4}-W[0-9]{2}$'::text))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX market_digests_created_index ON public.market_digests USING btree (created_at DESC, id DESC)
  CREATE UNIQUE INDEX market_digests_pkey ON public.market_digests USING btree (id)

TABLE market_inbox_files
  id uuid NOT NULL
  path text NOT NULL
  sha256 text NOT NULL
  bytes bigint NOT NULL
  taken_at timestamp with time zone NOT NULL
  outcome text NOT NULL
  taken_count integer NOT NULL
  repeated_count integer NOT NULL
  retold_count integer NOT NULL
  problems_count integer NOT NULL
  problems jsonb NOT NULL
  reason text NOT NULL
  moved_at timestamp with time zone
  moved_to text
  CHECK ((bytes >= 0))
  CHECK ((jsonb_typeof(problems) = 'array'::text))
  CHECK ((outcome = ANY (ARRAY['taken'::text, 'failed'::text])))
  CHECK ((problems_count >= 0))
  CHECK ((repeated_count >= 0))
  CHECK ((retold_count >= 0))
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  CHECK ((taken_count >= 0))
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX market_inbox_files_pkey ON public.market_inbox_files USING btree (id)
  CREATE INDEX market_inbox_files_taken_index ON public.market_inbox_files USING btree (taken_at DESC, id DESC)
  CREATE UNIQUE INDEX market_inbox_files_unmoved_index ON public.market_inbox_files USING btree (path, sha256) WHERE (moved_at IS NULL)

TABLE market_inbox_looks
  one boolean NOT NULL DEFAULT true
  looked_at timestamp with time zone NOT NULL
  waiting_count integer NOT NULL
  problem text
  CHECK ((waiting_count >= 0))
  CHECK (one)
  PRIMARY KEY (one)
  CREATE UNIQUE INDEX market_inbox_looks_pkey ON public.market_inbox_looks USING btree (one)

TABLE market_items
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid
  kind text NOT NULL
  competitor text NOT NULL
  source text NOT NULL
  published_at timestamp with time zone NOT NULL
  title text NOT NULL
  text text NOT NULL
  value double precision
  story_id uuid NOT NULL
  signature bigint[]
  sha256 text NOT NULL
  CHECK (((length(competitor) >= 1) AND (length(competitor) <= 100)))
  CHECK ((kind = ANY (ARRAY['publication'::text, 'app_update'::text, 'site_update'::text, 'vacancy'::text, 'quarterly_report'::text, 'share_price'::text, 'review'::text])))
  CHECK ((length(source) <= 200))
  CHECK ((length(text) <= 20000))
  CHECK ((length(title) <= 500))
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (created_by) REFERENCES users(id)
  FOREIGN KEY (story_id) REFERENCES market_items(id)
  PRIMARY KEY (id)
  UNIQUE (sha256)
  CREATE INDEX market_items_competitor_index ON public.market_items USING btree (competitor, kind, published_at)
  CREATE UNIQUE INDEX market_items_pkey ON public.market_items USING btree (id)
  CREATE INDEX market_items_published_index ON public.market_items USING btree (published_at DESC, id DESC)
  CREATE UNIQUE INDEX market_items_sha256_key ON public.market_items USING btree (sha256)

TABLE offer_rankings
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  client_id bigint
  features jsonb NOT NULL
  ranking jsonb NOT NULL
  CHECK ((jsonb_typeof(features) = 'object'::text))
  CHECK ((jsonb_typeof(ranking) = 'object'::text))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX offer_rankings_client_index ON public.offer_rankings USING btree (client_id, id) WHERE (client_id IS NOT NULL)
  CREATE UNIQUE INDEX offer_rankings_pkey ON public.offer_rankings USING btree (id)

TABLE offer_terms
  product_code text NOT NULL
  legal_name text NOT NULL
  licence text NOT NULL DEFAULT ''::text
  full_terms text NOT NULL DEFAULT ''::text
  url text NOT NULL DEFAULT ''::text
  effective_from date NOT NULL
  effective_to date
  is_sample boolean NOT NULL DEFAULT false
  created_at timestamp with time zone NOT NULL DEFAULT now()
  version integer NOT NULL
  content_sha256 text NOT NULL DEFAULT ''::text
  rate text NOT NULL DEFAULT ''::text
  rate_min_guaranteed text NOT NULL DEFAULT ''::text
  full_cost_min text NOT NULL DEFAULT ''::text
  full_cost_max text NOT NULL DEFAULT ''::text
  tails jsonb NOT NULL DEFAULT '{}'::jsonb
  erids jsonb NOT NULL DEFAULT '{}'::jsonb
  confirmed_claims text[] NOT NULL DEFAULT '{}'::text[]
  denied_claims text[] NOT NULL DEFAULT '{}'::text[]
  claims_reviewed boolean NOT NULL DEFAULT false
  provider_outlasts_terms boolean NOT NULL DEFAULT false
  origin text NOT NULL DEFAULT 'migration'::text
  created_by uuid
  CHECK (((effective_to IS NULL) OR (effective_to > effective_from)))
  CHECK (((length(legal_name) >= 1) AND (length(legal_name) <= 300)))
  CHECK ((NOT (confirmed_claims && denied_claims)))
  CHECK ((content_sha256 ~ '^([0-9a-f]{64})?$'::text))
  CHECK ((jsonb_typeof(erids) = 'object'::text))
  CHECK ((jsonb_typeof(tails) = 'object'::text))
  CHECK ((length(full_cost_max) <= 40))
  CHECK ((length(full_cost_min) <= 40))
  CHECK ((length(full_terms) <= 3000))
  CHECK ((length(licence) <= 300))
  CHECK ((length(rate) <= 40))
  CHECK ((length(rate_min_guaranteed) <= 40))
  CHECK ((length(url) <= 300))
  CHECK ((origin = ANY (ARRAY['migration'::text, 'first_start'::text, 'api'::text, 'import'::text, 'command_line'::text])))
  CHECK ((version > 0))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (product_code, version)
  CREATE INDEX offer_terms_governing_index ON public.offer_terms USING btree (product_code, effective_from DESC, version DESC)
  CREATE UNIQUE INDEX offer_terms_pkey ON public.offer_terms USING btree (product_code, version)
  CREATE TRIGGER offer_terms_append_only BEFORE DELETE OR UPDATE ON public.offer_terms FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE offer_values
  id bigint NOT NULL
  product_code text NOT NULL
  value double precision NOT NULL
  at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  CHECK (((length(product_code) >= 1) AND (length(product_code) <= 64)))
  CHECK ((value >= (0)::double precision))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX offer_values_pkey ON public.offer_values USING btree (id)
  CREATE INDEX offer_values_product_index ON public.offer_values USING btree (product_code, id DESC)
  CREATE TRIGGER offer_values_append_only BEFORE DELETE OR UPDATE ON public.offer_values FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE outcomes
  id bigint NOT NULL
  answer_id uuid
  campaign_id uuid
  client_id bigint
  event text NOT NULL
  at timestamp with time zone NOT NULL
  opt_out boolean NOT NULL
  origin text NOT NULL
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  CHECK (((NOT opt_out) OR (event = ANY (ARRAY['complained'::text, 'unsubscribed'::text]))))
  CHECK (((answer_id IS NULL) = (campaign_id IS NOT NULL)))
  CHECK (((answer_id IS NULL) = (client_id IS NOT NULL)))
  CHECK ((event = ANY (ARRAY['delivered'::text, 'opened'::text, 'clicked'::text, 'accepted'::text, 'rejected'::text, 'complained'::text, 'unsubscribed'::text])))
  CHECK ((opt_out OR (event <> 'unsubscribed'::text)))
  CHECK ((origin = ANY (ARRAY['api'::text, 'import'::text])))
  FOREIGN KEY (answer_id) REFERENCES answers(asked_client_id)
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE INDEX outcomes_accepted_index ON public.outcomes USING btree (answer_id) WHERE (event = 'accepted'::text)
  CREATE UNIQUE INDEX outcomes_answer_index ON public.outcomes USING btree (answer_id, event, at) WHERE (answer_id IS NOT NULL)
  CREATE UNIQUE INDEX outcomes_control_index ON public.outcomes USING btree (campaign_id, client_id, event, at) WHERE (answer_id IS NULL)
  CREATE INDEX outcomes_created_index ON public.outcomes USING brin (created_at) WITH (pages_per_range='16', autosummarize='on')
  CREATE UNIQUE INDEX outcomes_pkey ON public.outcomes USING btree (id)
  CREATE TRIGGER outcomes_append_only BEFORE DELETE OR UPDATE ON public.outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE propensity_activations
  id bigint NOT NULL
  product_code text NOT NULL
  model_id uuid
  at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  FOREIGN KEY (created_by) REFERENCES users(id)
  FOREIGN KEY (model_id) REFERENCES propensity_models(id)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX propensity_activations_pkey ON public.propensity_activations USING btree (id)
  CREATE INDEX propensity_activations_product_index ON public.propensity_activations USING btree (product_code, id DESC)
  CREATE TRIGGER propensity_activations_append_only BEFORE DELETE OR UPDATE ON public.propensity_activations FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE propensity_models
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  sha256 text NOT NULL
  title text NOT NULL
  product_code text
  card jsonb NOT NULL
  file text NOT NULL
  CHECK (((length(product_code) >= 1) AND (length(product_code) <= 64)))
  CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  CHECK ((jsonb_typeof(card) = 'object'::text))
  CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (created_by) REFERENCES users(id)
  PRIMARY KEY (id)
  UNIQUE (sha256)
  CREATE INDEX propensity_models_created_index ON public.propensity_models USING btree (created_at DESC, id DESC)
  CREATE UNIQUE INDEX propensity_models_pkey ON public.propensity_models USING btree (id)
  CREATE UNIQUE INDEX propensity_models_sha256_key ON public.propensity_models USING btree (sha256)
  CREATE TRIGGER propensity_models_append_only BEFORE DELETE OR UPDATE ON public.propensity_models FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE propensity_predictions
  id uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  created_by uuid NOT NULL
  model_id uuid NOT NULL
  client_id bigint
  features jsonb NOT NULL
  probability double precision NOT NULL
  reasons jsonb NOT NULL
  CHECK (((probability >= (0)::double precision) AND (probability <= (1)::double precision)))
  CHECK ((jsonb_typeof(features) = 'object'::text))
  CHECK ((jsonb_typeof(reasons) = 'array'::text))
  FOREIGN KEY (created_by) REFERENCES users(id)
  FOREIGN KEY (model_id) REFERENCES propensity_models(id)
  PRIMARY KEY (id)
  CREATE INDEX propensity_predictions_client_index ON public.propensity_predictions USING btree (client_id, id) WHERE (client_id IS NOT NULL)
  CREATE UNIQUE INDEX propensity_predictions_pkey ON public.propensity_predictions USING btree (id)

TABLE regenerations
  asked_client_id uuid NOT NULL
  from_asked_client_id uuid NOT NULL
  steps text[] NOT NULL
  comment text NOT NULL
  created_by uuid NOT NULL
  created_at timestamp with time zone NOT NULL
  CHECK ((asked_client_id <> from_asked_client_id))
  CHECK ((length(comment) <= 1000))
  FOREIGN KEY (asked_client_id) REFERENCES asked_clients(id)
  FOREIGN KEY (created_by) REFERENCES users(id)
  FOREIGN KEY (from_asked_client_id) REFERENCES asked_clients(id)
  PRIMARY KEY (asked_client_id)
  CREATE INDEX regenerations_from_index ON public.regenerations USING btree (from_asked_client_id)
  CREATE UNIQUE INDEX regenerations_pkey ON public.regenerations USING btree (asked_client_id)
  CREATE TRIGGER regenerations_append_only BEFORE DELETE OR UPDATE ON public.regenerations FOR EACH ROW EXECUTE FUNCTION refuse_change()

TABLE requests
  id uuid NOT NULL
  user_id uuid NOT NULL
  product_code text NOT NULL DEFAULT ''::text
  product jsonb NOT NULL
  channel_code text NOT NULL DEFAULT ''::text
  channel jsonb NOT NULL
  profile_name text NOT NULL
  terms_version text NOT NULL DEFAULT ''::text
  options jsonb NOT NULL
  clients_count integer NOT NULL
  state text NOT NULL DEFAULT 'open'::text
  failure_kind text
  attempts_count integer NOT NULL DEFAULT 1
  attempt_started_at timestamp with time zone NOT NULL DEFAULT now()
  asked_at timestamp with time zone NOT NULL
  finished_at timestamp with time zone
  claims_reviewed boolean NOT NULL DEFAULT false
  sample_terms boolean NOT NULL DEFAULT false
  CHECK ((clients_count > 0))
  CHECK ((profile_name = ANY (ARRAY['strict'::text, 'law2025'::text])))
  CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'failed'::text])))
  FOREIGN KEY (user_id) REFERENCES users(id)
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX requests_pkey ON public.requests USING btree (id)
  CREATE INDEX requests_user_index ON public.requests USING btree (user_id, id)

TABLE schema_migrations
  id integer NOT NULL DEFAULT nextval('schema_migrations_id_seq'::regclass)
  name character varying(255) NOT NULL
  run_on timestamp without time zone NOT NULL
  PRIMARY KEY (id)
  CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (id)

TABLE sessions
  token_sha256 text NOT NULL
  user_id uuid NOT NULL
  csrf_token text NOT NULL
  created_at timestamp with time zone NOT NULL
  last_seen_at timestamp with time zone NOT NULL
  expires_at timestamp with time zone NOT NULL
  CHECK (((length(csrf_token) >= 20) AND (length(csrf_token) <= 100)))
  CHECK ((expires_at > created_at))
  CHECK ((token_sha256 ~ '^[0-9a-f]{64}$'::text))
  FOREIGN KEY (user_id) REFERENCES users(id)
  PRIMARY KEY (token_sha256)
  CREATE UNIQUE INDEX sessions_pkey ON public.sessions USING btree (token_sha256)
  CREATE INDEX sessions_user_index ON public.sessions USING btree (user_id, last_seen_at DESC)

TABLE stats_hours
  hour timestamp with time zone NOT NULL
  product_code text NOT NULL
  channel_code text NOT NULL
  source text NOT NULL
  status text NOT NULL
  reason text NOT NULL
  texts_count integer NOT NULL
  late_count integer NOT NULL
  judged_count integer NOT NULL
  CHECK ((texts_count > 0))
  PRIMARY KEY (hour, product_code, channel_code, source, status, reason)
  CREATE UNIQUE INDEX stats_hours_pkey ON public.stats_hours USING btree (hour, product_code, channel_code, source, status, reason)

TABLE stats_latency_hours
  hour timestamp with time zone NOT NULL
  product_code text NOT NULL
  channel_code text NOT NULL
  source text NOT NULL
  bucket smallint NOT NULL
  texts_count integer NOT NULL
  CHECK ((texts_count > 0))
  PRIMARY KEY (hour, product_code, channel_code, source, bucket)
  CREATE UNIQUE INDEX stats_latency_hours_pkey ON public.stats_latency_hours USING btree (hour, product_code, channel_code, source, bucket)

TABLE stats_refreshed
  single boolean NOT NULL DEFAULT true
  counted_until timestamp with time zone NOT NULL
  CHECK (single)
  PRIMARY KEY (single)
  CREATE UNIQUE INDEX stats_refreshed_pkey ON public.stats_refreshed USING btree (single)

TABLE stats_rule_hours
  hour timestamp with time zone NOT NULL
  product_code text NOT NULL
  channel_code text NOT NULL
  rule_id text NOT NULL
  outcome text NOT NULL
  texts_count integer NOT NULL
  CHECK ((texts_count > 0))
  PRIMARY KEY (hour, product_code, channel_code, rule_id, outcome)
  CREATE UNIQUE INDEX stats_rule_hours_pkey ON public.stats_rule_hours USING btree (hour, product_code, channel_code, rule_id, outcome)

TABLE stats_stale_hours
  hour timestamp with time zone NOT NULL
  PRIMARY KEY (hour)
  CREATE UNIQUE INDEX stats_stale_hours_pkey ON public.stats_stale_hours USING btree (hour)

TABLE stats_thread_hours
  hour timestamp with time zone NOT NULL
  product_code text NOT NULL
  channel_code text NOT NULL
  thread_id text NOT NULL
  texts_count integer NOT NULL
  delivered_count integer NOT NULL
  opened_count integer NOT NULL
  clicked_count integer NOT NULL
  accepted_count integer NOT NULL
  rejected_count integer NOT NULL
  complained_count integer NOT NULL
  unsubscribed_count integer NOT NULL
  CHECK ((texts_count > 0))
  PRIMARY KEY (hour, product_code, channel_code, thread_id)
  CREATE UNIQUE INDEX stats_thread_hours_pkey ON public.stats_thread_hours USING btree (hour, product_code, channel_code, thread_id)

TABLE stats_version_hours
  hour timestamp with time zone NOT NULL
  product_code text NOT NULL
  channel_code text NOT NULL
  part text NOT NULL
  version text NOT NULL
  texts_count integer NOT NULL
  CHECK ((part = ANY (ARRAY['model'::text, 'copybook'::text, 'rule_set'::text, 'prompt'::text, 'server'::text])))
  CHECK ((texts_count > 0))
  PRIMARY KEY (hour, product_code, channel_code, part, version)
  CREATE UNIQUE INDEX stats_version_hours_pkey ON public.stats_version_hours USING btree (hour, product_code, channel_code, part, version)

TABLE users
  id uuid NOT NULL
  name text NOT NULL
  password_hash text NOT NULL
  role text NOT NULL
  blocked_at timestamp with time zone
  created_at timestamp with time zone NOT NULL DEFAULT now()
  password_changed_at timestamp with time zone NOT NULL DEFAULT now()
  version integer NOT NULL DEFAULT 1
  has_password boolean NOT NULL DEFAULT true
  last_active_at timestamp with time zone
  CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  CHECK ((password_hash ~~ '$argon2id$%'::text))
  CHECK ((role = ANY (ARRAY['administrator'::text, 'manager'::text, 'reviewer'::text, 'compliance'::text, 'viewer'::text])))
  CHECK ((version > 0))
  PRIMARY KEY (id)
  UNIQUE (name)
  CREATE UNIQUE INDEX users_name_key ON public.users USING btree (name)
  CREATE UNIQUE INDEX users_pkey ON public.users USING btree (id)
