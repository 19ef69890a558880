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
  CHECK ((((thread_id IS NULL) = (thread_version IS NULL)) AND ((thread_id IS NULL) = (variants IS NULL))))
  CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision)))
  CHECK (((status = 'error'::text) = (error IS NOT NULL)))
  CHECK (((status = ANY (ARRAY['refused'::text, 'error'::text])) OR ((source IS NOT NULL) AND (confidence IS NOT NULL) AND (provenance IS NOT NULL))))
  CHECK (((status = ANY (ARRAY['refused'::text, 'error'::text])) OR (text <> ''::text)))
  CHECK ((source = ANY (ARRAY['model'::text, 'rules'::text])))
  CHECK ((status = ANY (ARRAY['sendable'::text, 'not_sendable'::text, 'refused'::text, 'error'::text])))
  FOREIGN KEY (asked_client_id) REFERENCES asked_clients(id)
  PRIMARY KEY (asked_client_id)
  CREATE INDEX answers_free_index ON public.answers USING btree (asked_client_id) WHERE (coverage = 'free'::text)
  CREATE UNIQUE INDEX answers_pkey ON public.answers USING btree (asked_client_id)
  CREATE INDEX answers_thread_index ON public.answers USING btree (thread_id, asked_client_id) WHERE (thread_id IS NOT NULL)

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
  CHECK (("position" >= 0))
  FOREIGN KEY (request_id) REFERENCES requests(id)
  PRIMARY KEY (id)
  UNIQUE (request_id, "position")
  CREATE INDEX asked_clients_channel_index ON public.asked_clients USING btree (channel_code, id)
  CREATE INDEX asked_clients_client_index ON public.asked_clients USING btree (client_id, id)
  CREATE UNIQUE INDEX asked_clients_pkey ON public.asked_clients USING btree (id)
  CREATE INDEX asked_clients_product_index ON public.asked_clients USING btree (product_code, id)
  CREATE UNIQUE INDEX asked_clients_request_id_position_key ON public.asked_clients USING btree (request_id, "position")

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
  CHECK (((utc_offset_minutes >= '-720'::integer) AND (utc_offset_minutes <= 840)))
  PRIMARY KEY (client_id)
  CREATE UNIQUE INDEX client_flags_pkey ON public.client_flags USING btree (client_id)

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
