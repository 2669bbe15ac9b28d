create table alert (
  id uuid primary key,
  person_id uuid not null,
  environment text not null,
  channel text not null,
  is_drill boolean not null,
  raised_at timestamptz(3) not null default clock_timestamp(),
  occurred_at timestamptz(3),
  version integer not null,
  status text not null,
  handled_by text,
  outcome text,
  closed_at timestamptz(3),
  escalation_level integer not null,
  escalation_policy jsonb not null,
  desk_id uuid not null,
  offered_to uuid[] not null,
  consulate_id uuid,
  routing_reason text not null,
  routing_basis text,
  county_fips text,
  distance_kilometers double precision,
  coarse_cell text,
  sealed_position bytea,
  person_view jsonb not null
);

-- One open alert a person: a second press is the same alert, however many arrive at once.
create unique index alert_one_open on alert (person_id, is_drill) where closed_at is null;
create index alert_offered_open on alert using gin (offered_to) where closed_at is null;
create index alert_person on alert (person_id, raised_at desc);

create table press (
  tenant text not null,
  idempotency_key uuid not null,
  alert_id uuid not null references alert,
  person_id uuid not null,
  is_drill boolean not null,
  signature text,
  at timestamptz(3) not null default clock_timestamp(),
  primary key (tenant, idempotency_key)
);
create index press_alert on press (alert_id);

create table escalation_step (
  alert_id uuid not null references alert,
  level integer not null,
  due_at timestamptz(3) not null,
  settled_at timestamptz(3),
  primary key (alert_id, level)
);
create index escalation_step_due on escalation_step (due_at) where settled_at is null;

-- Free text of officers and persons, sealed: what was said with an act.
create table alert_note (
  alert_id uuid not null references alert,
  version integer not null,
  sealed_text bytea not null,
  primary key (alert_id, version)
);

create table directory_office (
  id uuid primary key,
  code text not null unique,
  desk_id uuid not null,
  latitude double precision not null,
  longitude double precision not null,
  is_jurisdiction_complete boolean not null,
  counties jsonb not null
);

create table directory_desk (
  id uuid primary key,
  code text not null unique,
  kind text not null,
  consulate_id uuid
);

create table event (
  id uuid primary key,
  sequence bigint generated always as identity unique,
  position bigint unique,
  kind text not null,
  subject_id text not null,
  version integer not null,
  at timestamptz(3) not null default clock_timestamp(),
  feeds text[] not null,
  payload jsonb not null
);
create index event_unpositioned on event (sequence) where position is null;
create index event_subject on event (subject_id, version);

create table feed_entry (
  feed text not null,
  position bigint not null,
  event_id uuid not null references event,
  primary key (feed, position)
);

create table log_head (
  id boolean primary key default true check (id),
  position bigint not null default 0
);
insert into log_head default values;

create view events as
  select position, id, kind, subject_id, version, at, payload from event where position is not null;

create table audit_entry (
  id uuid primary key default gen_random_uuid(),
  at timestamptz(3) not null default clock_timestamp(),
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  subject_id text not null,
  request_id text not null,
  facts jsonb not null default '{}'
);

create table consumer_cursor (
  name text primary key,
  position bigint not null
);
