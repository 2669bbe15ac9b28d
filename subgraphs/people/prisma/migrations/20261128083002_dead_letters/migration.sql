-- What a consumer of another subgraph's log cannot apply. The one event a consumer is stuck at is
-- counted here, so that the count outlives processes and is shared by those of one name.
create table consumer_failure (
  consumer text primary key,
  position bigint not null,
  attempts integer not null,
  first_failed_at timestamptz(3) not null default clock_timestamp(),
  retry_at timestamptz(3) not null
);

-- Put aside after the last try, in the transaction that moves the cursor past it. Ids only: the
-- event itself stays in its producer's log.
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
