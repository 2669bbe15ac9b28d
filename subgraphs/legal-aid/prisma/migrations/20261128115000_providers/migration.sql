-- Who helps with the law, where and with what. Nobody in need stands here.
create table provider (
  id uuid primary key,
  -- Of people's: whose keys are the provider's own.
  organisation_id uuid unique,
  name text not null unique,
  kind text not null,
  -- Whole states, by their postal abbreviations.
  states text[] not null,
  -- Single counties, by their five digits.
  counties text[] not null,
  areas text[] not null,
  -- BCP 47 tags in canonical form.
  languages text[] not null,
  capacity integer not null check (capacity >= 0),
  fee text not null,
  hours text,
  -- ACTIVE, PAUSED or REMOVED.
  standing text not null default 'ACTIVE',
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp()
);
create index provider_in_order on provider (created_at, id);

-- A row for each matter that a provider can have at once: its capacity is rows, so that however many
-- offers are made at once, none finds a row that is not there.
create table provider_slot (
  id uuid primary key default gen_random_uuid(),
  provider_id uuid not null references provider,
  -- What takes it up: a matter that is offered or accepted.
  matter_id uuid unique
);
create index provider_slot_provider on provider_slot (provider_id);
