-- The data key of each person, wrapped. It is apart from what it seals, so that deleting its row
-- makes all of that unreadable.
create table person_key (
  person_id uuid primary key references person,
  key_id text not null,
  wrapped bytea not null
);

-- Who the person is, sealed; a person who told nothing has no row.
create table person_identity (
  person_id uuid primary key references person,
  sealed_name bytea,
  sealed_document bytea
);

alter table device add column sealed_label bytea;
alter table device add column revoked_at timestamptz;
create index device_revoked on device (revoked_at) where revoked_at is not null;

-- A code by which another device becomes the same person's; only its blind index is kept.
create table device_link (
  id uuid primary key,
  person_id uuid not null references person,
  code_index text not null unique,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index device_link_person on device_link (person_id);

create table emergency_contact (
  id uuid primary key,
  person_id uuid not null references person,
  rank integer not null,
  sealed_name bytea not null,
  sealed_phone bytea not null,
  sealed_message bytea,
  language text,
  may_see text not null check (may_see in ('STATUS', 'COARSE_PLACE', 'EXACT_PLACE')),
  phone_index text not null,
  created_at timestamptz not null default clock_timestamp(),
  unique (person_id, phone_index)
);
create index emergency_contact_phone on emergency_contact (phone_index);

-- Every consent there ever was; the ones without an end are in force.
create table consent (
  id uuid primary key,
  person_id uuid not null references person,
  purpose text not null,
  organisation_id uuid,
  text_version text not null,
  granted_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ending text check (ending in ('WITHDRAWN', 'REPLACED')),
  check ((ended_at is null) = (ending is null))
);
create index consent_person on consent (person_id, granted_at);
create unique index consent_in_force on consent (person_id, purpose, organisation_id)
  nulls not distinct where ended_at is null;
