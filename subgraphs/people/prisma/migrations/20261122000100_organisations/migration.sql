create table organisation (
  id uuid primary key,
  name text not null unique,
  is_disabled boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp()
);
create index organisation_in_order on organisation (created_at, id);

-- The secret of a key is not here: only its SHA-256, which is of no use for asking.
create table api_key (
  id uuid primary key,
  public_id text not null unique,
  organisation_id uuid not null references organisation,
  environment text not null check (environment in ('LIVE', 'TEST')),
  scopes text[] not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  label text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  replaced_by uuid unique references api_key
);
create index api_key_organisation on api_key (organisation_id);

-- The identity provider grants; this only takes away.
create table officer_access (
  officer_id text primary key,
  revoked_at timestamptz not null,
  revoked_by text not null,
  reason text not null,
  restored_at timestamptz,
  restored_by text,
  version integer not null default 1
);

-- Everyone whom the gateway has to turn away, in one place. Null: no longer.
create table revocation (
  kind text not null check (kind in ('DEVICE', 'OFFICER', 'KEY', 'ORGANISATION')),
  subject_id text not null,
  effective_at timestamptz,
  version integer not null default 1,
  primary key (kind, subject_id)
);
