-- A call for help that stands in no published figure yet; alerts' log brings it. It goes when it is
-- released, and so can be released once.
create table counted_alert (
  alert_id uuid primary key,
  person_id uuid not null,
  state text,
  raised_at timestamptz not null,
  acknowledged_at timestamptz
);
create index counted_alert_raised on counted_alert (raised_at);

-- What was told the public. Its row is all that is left of who is in it.
create table outcome_release (
  id uuid primary key,
  sequence bigserial unique,
  state text,
  from_week text not null,
  to_week text not null,
  groups jsonb not null,
  released_at timestamptz not null default clock_timestamp()
);
