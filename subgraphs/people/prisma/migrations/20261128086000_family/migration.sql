-- How the family is told of an alert. Everything is added with a default: the release before reads
-- and writes contacts as it did. A contact without a telephone number has the empty text sealed in
-- its place, since that release expects one.
alter table emergency_contact
  add column sealed_email bytea,
  add column email_index text,
  add column sealed_push bytea,
  add column channels text[] not null default '{}',
  add column steps text[] not null default '{}',
  add column contact_steps text[] not null default '{}',
  add column standing text not null default 'UNANSWERED'
    check (standing in ('UNANSWERED', 'CONFIRMED', 'DECLINED', 'WITHDRAWN'));
create unique index emergency_contact_email on emergency_contact (person_id, email_index);

alter table device add column is_revoked_by_contact boolean not null default false;

-- What a contact proves by having it that they are meant; of the token only the hash is kept.
create table contact_link (
  token_hash text primary key,
  contact_id uuid not null references emergency_contact on delete cascade,
  purpose text not null check (purpose in ('QUESTION', 'EXIT', 'REVOCATION')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  used_at timestamptz
);
create index contact_link_contact on contact_link (contact_id);

-- Which devices a trusted contact may shut out, and what they are told it is.
create table contact_device (
  contact_id uuid not null references emergency_contact on delete cascade,
  device_id uuid not null references device on delete cascade,
  sealed_label bytea,
  primary key (contact_id, device_id)
);
create index contact_device_device on contact_device (device_id);

-- Addresses whose owner does not want to hear of this person; they outlive the contact, so that
-- entering it again asks nobody again.
create table contact_refusal (
  person_id uuid not null references person,
  address_index text not null,
  refused_at timestamptz not null default clock_timestamp(),
  primary key (person_id, address_index)
);

-- When an address was asked, by whomever: nobody is flooded with questions.
create table contact_question (
  id uuid primary key,
  person_id uuid not null references person,
  address_index text not null,
  asked_at timestamptz not null default clock_timestamp()
);
create index contact_question_address on contact_question (address_index, asked_at);
create index contact_question_person on contact_question (person_id, asked_at);

-- That a contact was told of a step of an alert: once.
create table contact_telling (
  id uuid primary key,
  person_id uuid not null references person,
  contact_id uuid not null references emergency_contact on delete cascade,
  alert_id uuid not null,
  step text not null,
  told_at timestamptz not null default clock_timestamp(),
  unique (alert_id, contact_id, step)
);
create index contact_telling_person on contact_telling (person_id, told_at);
create index contact_telling_contact on contact_telling (contact_id);

-- Up to where the log of alerts was read. What happened before this table was there is old news:
-- the first look would otherwise tell of every alert there ever was.
create table consumer_cursor (
  name text primary key,
  position bigint not null,
  created_at timestamptz not null default clock_timestamp()
);
insert into consumer_cursor (name, position) values ('alerts-family', 0);
