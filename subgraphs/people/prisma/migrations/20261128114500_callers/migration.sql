-- Persons without an app: by which number they call or write, and by which word they are known.
-- All of it stands beside what there was, so the release before goes on without it.

-- PROVEN: a code sent there was typed, or a text message came from it; of one person at most.
-- TOLD: somebody told it to an operator; it recognises nobody by itself.
create table own_phone (
  person_id uuid primary key references person,
  sealed_phone bytea not null,
  phone_index text not null,
  basis text not null check (basis in ('PROVEN', 'TOLD')),
  since timestamptz not null default clock_timestamp()
);
create unique index own_phone_proven on own_phone (phone_index) where basis = 'PROVEN';
create index own_phone_number on own_phone (phone_index);

-- A code on its way to a number. What was asked for is remembered for the limits of a day.
create table phone_code (
  id uuid primary key,
  person_id uuid not null references person,
  sealed_phone bytea not null,
  phone_index text not null,
  code_hash text not null,
  tries integer not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index phone_code_person on phone_code (person_id, created_at);
create index phone_code_number on phone_code (phone_index, created_at);

-- Numbers that said STOP; nothing goes there until they ask for help.
create table stopped_phone (
  phone_index text primary key,
  stopped_at timestamptz not null default clock_timestamp()
);

-- The hash of the word by which operators know a caller, sealed with the person's data key.
create table caller_word (
  person_id uuid primary key references person,
  sealed_word bytea not null
);

-- Who looked for a caller, for the limits; known and unknown numbers alike.
create table caller_try (
  id uuid primary key,
  officer_id text not null,
  phone_index text not null,
  is_found boolean not null default false,
  tried_at timestamptz not null default clock_timestamp()
);
create index caller_try_number on caller_try (phone_index, tried_at);
create index caller_try_officer on caller_try (officer_id, tried_at);

-- That a person was told of a step of an alert by text message: once. The id is that of the message.
create table own_telling (
  id uuid primary key,
  person_id uuid not null references person,
  alert_id uuid not null,
  step text not null check (step in ('RECEIVED', 'ANSWERED', 'ENDED')),
  told_at timestamptz not null default clock_timestamp(),
  unique (alert_id, step)
);
create index own_telling_person on own_telling (person_id);

-- To which numbers was explained how to ask for help, for the limits.
create table text_instruction (
  id uuid primary key,
  phone_index text not null,
  sent_at timestamptz not null default clock_timestamp()
);
create index text_instruction_number on text_instruction (phone_index, sent_at);
