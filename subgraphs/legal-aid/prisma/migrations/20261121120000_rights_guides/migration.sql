create table rights_guide_edition (
  id uuid primary key,
  situation text not null,
  language text not null,
  version integer not null,
  published_on date not null,
  content_hash text not null unique,
  content jsonb not null,
  stored_at timestamptz not null default clock_timestamp()
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
