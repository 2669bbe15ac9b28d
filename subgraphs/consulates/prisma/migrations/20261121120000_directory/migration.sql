create table consulate (
  id uuid primary key,
  code text not null unique,
  version integer not null,
  name text not null,
  type text not null,
  city text not null,
  state text not null,
  address text,
  postal_code text,
  phone text,
  protection_phone text,
  email text,
  website text,
  latitude double precision not null,
  longitude double precision not null,
  position_precision text not null,
  jurisdiction_completeness text not null,
  source text not null,
  is_verified boolean not null,
  notes text
);

create table consulate_field_source (
  consulate_id uuid not null references consulate on delete cascade,
  field text not null,
  source text not null,
  is_verified boolean not null,
  is_recheck_needed boolean not null,
  as_of text,
  note text,
  primary key (consulate_id, field)
);

create table jurisdiction_listing (
  consulate_id uuid not null references consulate on delete cascade,
  state text not null,
  basis text not null,
  is_whole_state boolean not null,
  is_verified boolean not null,
  source text not null,
  primary key (consulate_id, state, basis)
);

-- The key is the county alone: no county has two consulates.
create table jurisdiction_county (
  county_fips text primary key,
  consulate_id uuid not null,
  state text not null,
  basis text not null,
  foreign key (consulate_id, state, basis) references jurisdiction_listing on delete cascade
);
create index jurisdiction_county_listing on jurisdiction_county (consulate_id, state, basis);

create table desk (
  id uuid primary key,
  code text not null unique,
  version integer not null,
  kind text not null,
  consulate_id uuid unique references consulate
);

create table national_line (
  code text primary key,
  name text not null,
  phone text not null,
  hours text,
  reachable_from text not null,
  source text not null,
  is_verified boolean not null
);

create table reference_load (
  name text primary key,
  content_hash text not null,
  loaded_at timestamptz not null default clock_timestamp()
);

-- The event log: what happened, its place in the log, and the feeds it stands in.
create table event (
  id uuid primary key,
  sequence bigint generated always as identity unique,
  position bigint unique,
  kind text not null,
  subject_id text not null,
  version integer not null,
  at timestamptz not null default clock_timestamp(),
  feeds text[] not null,
  payload jsonb not null
);
create index event_unpositioned on event (sequence) where position is null;

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

-- All that consumers of other subgraphs may read.
create view events as
  select position, id, kind, subject_id, version, at, payload
  from event where position is not null;

-- The app role may only insert here.
create table audit_entry (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null,
  actor_id text not null,
  action text not null,
  subject_id text not null,
  request_id text not null,
  facts jsonb not null default '{}'
);
