-- Events that the feeds no longer bring: what a timeline still shows, and what consumers of the log
-- that were away for long still read.
create table past_event (
  id uuid primary key,
  position bigint not null unique,
  kind text not null,
  subject_id text not null,
  version integer not null,
  at timestamptz(3) not null,
  payload jsonb not null
);
create index past_event_subject on past_event (subject_id, version);

-- Up to where something of a feed is missing: a cursor below it is told so. What only desks may see
-- must not show by its absence either, so persons and organisations have a floor of their own.
create table feed_floor (
  feed text primary key,
  position bigint not null,
  shown_position bigint
);

-- Entries are made from events by one statement, and go with them. The reference would have each
-- event that goes look through all entries.
alter table feed_entry drop constraint feed_entry_event_id_fkey;

create or replace view events as
  select position, id, kind, subject_id, version, at, payload from event where position is not null
  union all
  select position, id, kind, subject_id, version, at, payload from past_event;
