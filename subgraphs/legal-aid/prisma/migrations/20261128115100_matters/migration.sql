-- Where the logs of alerts and consulates have been read to.
create table consumer_cursor (
  name text primary key,
  position bigint not null,
  created_at timestamptz not null default clock_timestamp()
);

insert into consumer_cursor (name, position) values ('alerts-matters', 0), ('consulates-desks', 0);

-- What a consumer of another subgraph's log cannot apply, as in the other subgraphs.
create table consumer_failure (
  consumer text primary key,
  position bigint not null,
  attempts integer not null,
  first_failed_at timestamptz(3) not null default clock_timestamp(),
  retry_at timestamptz(3) not null
);
create table dead_letter (
  consumer text not null,
  position bigint not null,
  event_id uuid not null,
  kind text not null,
  subject_id text not null,
  attempts integer not null,
  failure text not null,
  first_failed_at timestamptz(3) not null,
  last_failed_at timestamptz(3) not null default clock_timestamp(),
  replay_requested_at timestamptz(3),
  replayed_at timestamptz(3),
  primary key (consumer, position)
);

-- Copy of which desk has which code; consulates' log brings it.
create table known_desk (
  id uuid primary key,
  code text not null unique,
  -- Of the event it comes from.
  position bigint not null
);

-- Copy of how each alert stands that is no drill; alerts' log brings it.
create table known_alert (
  id uuid primary key,
  person_id uuid not null,
  desk_id uuid not null,
  status text not null,
  -- As the phone shows it.
  shown_status text not null,
  version integer not null,
  heard_at timestamptz not null default clock_timestamp()
);
create index known_alert_heard on known_alert (heard_at);

-- One case that came of one alert. Whose it is stands here as an opaque id and nothing else.
create table matter (
  id uuid primary key,
  alert_id uuid not null unique,
  person_id uuid not null,
  desk_id uuid not null,
  -- Another desk that was asked to take it over.
  asked_desk_id uuid,
  status text not null,
  area text not null,
  urgency text not null,
  state text not null,
  county_fips text,
  languages text[] not null,
  -- Who may be offered it again after a pause: lapses count for one round.
  round integer not null default 1,
  -- When providers are looked for again; null while none is needed.
  look_at timestamptz,
  outcome text,
  version integer not null,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz
);
create index matter_desk on matter (desk_id, opened_at desc);
create index matter_asked_desk on matter (asked_desk_id) where asked_desk_id is not null;
create index matter_person on matter (person_id);
create index matter_look on matter (look_at) where look_at is not null;

-- The data key of a matter, wrapped; without it nothing sealed of the matter can be opened.
create table matter_key (
  matter_id uuid primary key references matter,
  key_id text not null,
  wrapped bytea not null
);

-- That a provider was asked to take a matter, and what they said.
create table matter_offer (
  id uuid primary key,
  matter_id uuid not null references matter,
  provider_id uuid not null references provider,
  round integer not null,
  -- OFFERED, ACCEPTED, DECLINED, LAPSED or WITHDRAWN.
  status text not null default 'OFFERED',
  -- Why this provider: facts, as they were then.
  reasons jsonb not null,
  -- An officer chose, and not the ranking.
  is_manual boolean not null,
  offered_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  answered_at timestamptz,
  decline_reason text
);
create unique index matter_offer_standing on matter_offer (matter_id)
  where status in ('OFFERED', 'ACCEPTED');
create index matter_offer_matter on matter_offer (matter_id, offered_at);
create index matter_offer_provider on matter_offer (provider_id, offered_at);
create index matter_offer_due on matter_offer (due_at) where status = 'OFFERED';

-- What is known of a matter, of each kind the latest; sealed with its data key.
create table matter_fact (
  matter_id uuid not null references matter,
  kind text not null,
  sealed_text bytea not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (matter_id, kind)
);

-- Words with a matter, sealed. Those of a desk are the desk's own unless they are shared.
create table matter_note (
  id uuid primary key,
  matter_id uuid not null references matter,
  author text not null,
  is_shared boolean not null,
  sealed_text bytea not null,
  written_at timestamptz not null default clock_timestamp()
);
create index matter_note_matter on matter_note (matter_id, written_at);

-- What is to be done by when; the words are sealed.
create table matter_task (
  id uuid primary key,
  matter_id uuid not null references matter,
  sealed_text bytea not null,
  due_at timestamptz,
  added_at timestamptz not null default clock_timestamp(),
  done_at timestamptz
);
create index matter_task_matter on matter_task (matter_id, added_at);

-- When notice to the consulate was asked for and given (Vienna Convention, article 36): evidence.
create table consular_notice (
  id uuid primary key,
  matter_id uuid not null references matter,
  kind text not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index consular_notice_matter on consular_notice (matter_id, happened_at);

-- The history of a matter is its events.
create index event_subject on event (subject_id, sequence);
