-- Messages that leave the service, and what came of each attempt to send one.
create table message (
  id uuid primary key,
  subject text not null,
  recipient text not null,
  once_key text not null unique,
  sealed bytea,
  channels text[] not null,
  next_after_seconds integer,
  status text not null default 'WAITING',
  place integer not null default 0,
  round integer not null default 0,
  refused integer[] not null default '{}',
  attempts integer not null default 0,
  queued_at timestamptz(6) not null default clock_timestamp(),
  accepted_at timestamptz(6),
  due_at timestamptz(6),
  ended_at timestamptz(6)
);

create index message_due on message (due_at) where due_at is not null;
create index message_subject on message (subject);
create index message_ended on message (ended_at) where ended_at is not null;

create table delivery_attempt (
  message_id uuid not null references message (id) on delete cascade,
  number integer not null,
  channel text not null,
  place integer not null,
  started_at timestamptz(6) not null default clock_timestamp(),
  ended_at timestamptz(6),
  outcome text,
  reason text,
  primary key (message_id, number)
);
